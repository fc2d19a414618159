"""What people are told: the mistake where it is known, silence where it is not, and no answers."""

import re

import pytest
from conftest import SUBMISSIONS, Ran, Run
from reports import (
    LOSS,
    TRAINING,
    Reports,
    by_name,
    every_point,
    mistakes,
    no_point,
    of,
    outcomes,
    strings,
    told,
)

# Known mistakes in other words than those they are known by: where, and as what.
KNOWN = {
    "adds_the_gradient.py": (TRAINING, "climbs_the_gradient"),
    "forgets_no_grad.py": (TRAINING, "updates_outside_no_grad"),
    "halves_the_loss_differently.py": (LOSS, "halves_the_mean"),
    "loss_as_a_float.py": (LOSS, "returns_a_float"),
    "sums_the_squares_differently.py": (LOSS, "sums_instead_of_averaging"),
    "training_breaks_on_a_float_loss.py": (LOSS, "returns_a_float"),
}
# Wrong in ways that nobody has described.
UNKNOWN = {
    "adds_a_penalty.py": LOSS,
    "clips_the_gradient.py": TRAINING,
    "cubes_the_errors.py": LOSS,
    "divides_by_one_less.py": LOSS,
    "shrinks_the_learning_rate.py": TRAINING,
    "sorts_the_data.py": LOSS,
    "uses_momentum.py": TRAINING,
}
OTHERS = ["broken_loss_but_own_training.py", "hard_coded_answers.py"]
# What people look at in these tests.
SEEN = [
    "halves_the_loss_differently.py",
    "cubes_the_errors.py",
    "forgets_no_grad.py",
    "misnamed_function.py",
    "segfaults.py",
    "shows_progress_without_the_package.py",
    "takes_all_memory.py",
]
OTHER = {LOSS: TRAINING, TRAINING: LOSS}


@pytest.fixture(scope="module")
def reports(grade: Run) -> Reports:
    files = [SUBMISSIONS / name for name in (*KNOWN, *UNKNOWN, *OTHERS)]
    return by_name(grade("--format", "json", "--seed", 1, *files))


@pytest.fixture(scope="module")
def text(grade: Run) -> Ran:
    """What people see of several submissions and of the stub."""
    stub = SUBMISSIONS.parents[1] / "exercises" / "linear_regression" / "submit.py"
    return grade("--seed", 1, *(SUBMISSIONS / name for name in SEEN), stub)


@pytest.fixture(scope="module")
def seen(text: Ran) -> dict[str, str]:
    """The part of the text about each submission."""
    names = [*SEEN, "submit.py"]
    starts = [text.out.index(f"{name} · ") for name in names] + [len(text.out)]
    return {name: text.out[a:b] for name, a, b in zip(names, starts, starts[1:])}


def next_steps(part: str) -> list[str]:
    """What to do next, each step on one line."""
    _, _, steps = part.partition("What to do next\n")
    return [" ".join(step.split()) for step in re.split(r"(?m)^ +\d\. ", steps)[1:]]


# ------------------------------------------------------------------ mistakes


@pytest.mark.parametrize("name", KNOWN)
def test_a_known_mistake_is_named_however_it_is_written(name: str, reports: Reports) -> None:
    function, mistake = KNOWN[name]
    assert mistakes(reports[name], function) == {mistake}


@pytest.mark.parametrize("name", UNKNOWN)
def test_an_unknown_mistake_is_not_named(name: str, reports: Reports) -> None:
    function = UNKNOWN[name]
    assert reports[name]["score"] < reports[name]["max_score"]
    assert mistakes(reports[name], function) == {None}
    assert every_point(reports[name], OTHER[function])


def test_an_unknown_mistake_leaves_the_hint_of_the_check(reports: Reports) -> None:
    for name, function in UNKNOWN.items():
        assert all(one["hint"] for one in of(reports[name], function) if one["observed"])


def test_answers_learnt_by_heart_earn_nothing(reports: Reports) -> None:
    report = reports["hard_coded_answers.py"]
    assert report["score"] == 0
    assert "can be known without the function being right" in told(report)


# ------------------------------------------------------------------ follow-through


@pytest.mark.parametrize(
    "name", ["halves_the_loss_differently.py", "sums_the_squares_differently.py"]
)
def test_a_right_loop_keeps_its_points_when_it_calls_a_wrong_loss(
    name: str, reports: Reports
) -> None:
    report = reports[name]
    assert no_point(report, LOSS)
    assert every_point(report, TRAINING)
    assert outcomes(report, TRAINING) == {"passed"}
    assert f"follow from the {LOSS} of this file" in told(report, TRAINING)


def test_a_wrong_loop_leaves_the_points_of_a_right_loss(reports: Reports) -> None:
    for name in ("adds_the_gradient.py", "forgets_no_grad.py"):
        assert every_point(reports[name], LOSS)
        assert mistakes(reports[name], TRAINING) != {None}


def test_a_loop_with_a_loss_of_its_own_does_not_need_the_broken_one(reports: Reports) -> None:
    report = reports["broken_loss_but_own_training.py"]
    assert no_point(report, LOSS)
    assert every_point(report, TRAINING)


# ------------------------------------------------------------------ words


def test_an_exception_is_told_with_its_line_and_what_stands_there(reports: Reports) -> None:
    (source,) = [
        line.strip()
        for line in (SUBMISSIONS / "broken_loss_but_own_training.py").read_text().splitlines()
        if "number_tasks + theta_0" in line
    ]
    for verdict in of(reports["broken_loss_but_own_training.py"], LOSS):
        assert verdict["outcome"] == "raised"
        assert "name 'number_tasks' is not defined" in verdict["observed"]
        assert f"Line {verdict['line']}: {source}" in verdict["observed"]
        assert verdict["file"] == "broken_loss_but_own_training.py"


def test_shown_checks_tell_what_is_expected_and_hidden_ones_never_do(reports: Reports) -> None:
    failed = [
        verdict
        for name, function in UNKNOWN.items()
        for verdict in of(reports[name], function)
        if verdict["outcome"] == "failed"
    ]
    for verdict in failed:
        assert ("expected" in verdict["observed"]) == (verdict["visibility"] == "shown")
        assert ("…" in verdict["observed"]) == (verdict["visibility"] == "hidden")


def test_feedback_observes_and_never_judges(reports: Reports) -> None:
    words = re.compile(r"\b(you|your|just|simply|obviously|wrong|bad|incorrect)\b", re.IGNORECASE)
    assert [said for said in strings(reports) if words.search(said)] == []


def test_a_report_is_readable_at_80_columns(text: Ran) -> None:
    assert text.code == 1
    assert text.err == ""
    assert max(map(len, text.out.splitlines())) <= 80


def test_a_paragraph_is_said_once_and_pointed_at_after_that(seen: dict[str, str]) -> None:
    flowing = " ".join(seen["halves_the_loss_differently.py"].split())
    assert flowing.count("The loss is half of the mean squared error.") == 1
    assert flowing.count("only compute_loss itself loses points") == 1
    assert "The same as above." in flowing


@pytest.mark.parametrize("name", [*SEEN, "submit.py"])
def test_there_are_one_to_three_next_steps(name: str, seen: dict[str, str]) -> None:
    assert 1 <= len(next_steps(seen[name])) <= 3


@pytest.mark.parametrize(
    "name", ["shows_progress_without_the_package.py", "submit.py", "halves_the_loss_differently.py"]
)
def test_a_next_step_is_said_once_for_a_function(name: str, seen: dict[str, str]) -> None:
    functions = [re.split(r"\W", step)[0] for step in next_steps(seen[name])]
    assert len(functions) == len(set(functions))


def test_the_next_step_for_a_misnamed_function_is_its_name(seen: dict[str, str]) -> None:
    (step,) = next_steps(seen["misnamed_function.py"])
    assert "compute_los:" in step


@pytest.mark.parametrize(
    ("name", "said"), [("segfaults.py", "signal 11"), ("takes_all_memory.py", "memory")]
)
def test_the_next_step_after_a_lost_process_is_not_about_the_values(
    name: str, said: str, seen: dict[str, str]
) -> None:
    steps = " ".join(next_steps(seen[name]))
    assert said in steps
    assert "the mean of their squares" not in steps
