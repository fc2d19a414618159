"""What people are told: the mistake where it is known, silence where it is not, and no answers."""

import math
import re
from dataclasses import replace
from typing import Any

import pytest
from commands import Ran, Run
from places import SUBMISSIONS
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
    submission,
    told,
)

from grader.checks import (
    Call,
    Expectation,
    Function,
    check,
    gradient_of,
    leaves,
    leaves_gradient,
    param,
    returns,
    returns_count,
    returns_python_numbers,
    returns_tensors,
    satisfies,
    unchanged,
)
from grader.exercise.questions import ask
from grader.expectations.compare import literal
from grader.expectations.describe import as_text, structural
from grader.judging.feedback import Explainer
from grader.judging.judge import Account, Asked, judge, shortfall
from grader.judging.pytorch import TORCH_ERRORS
from grader.observations import (
    Crashed,
    Misfit,
    Missing,
    NoGradient,
    Nothing,
    Number,
    Observation,
    Other,
    OutOfMemory,
    Raised,
    Returned,
    Tensor,
    Text,
    TimedOut,
    Value,
)
from grader.observations import Sequence as Items
from grader.render.words import NONE_RAN, sections
from grader.report import Event, Report
from grader.submission.source import Submission

ARRAY = Tensor((2,), (1.0, 2.0), array=True)

# Known mistakes in other words than those they are known by: where, and as what.
KNOWN = {
    "adds_the_gradient.py": (TRAINING, "climbs_the_gradient"),
    "forgets_no_grad.py": (TRAINING, "updates_outside_no_grad"),
    "halves_the_loss_differently.py": (LOSS, "halves_the_mean"),
    # a right loss beside training that looks as if the loss were wrong
    "halves_the_learning_rate.py": (TRAINING, "steps_half_as_far"),
    "plain_numbers_for_parameters.py": (TRAINING, "never_asks_for_gradients"),
    "steps_before_backward.py": (TRAINING, "steps_without_a_gradient"),
    "sums_inside_the_loop.py": (TRAINING, "adds_up_the_gradients_of_the_points"),
    "optimizer_on_a_rebuilt_loss.py": (LOSS, "cuts_the_loss_off"),
    "loss_as_a_float.py": (LOSS, "returns_a_float"),
    "sums_the_squares_differently.py": (LOSS, "sums_instead_of_averaging"),
    "training_breaks_on_a_float_loss.py": (LOSS, "returns_a_float"),
    "counts_from_one.py": ("train", "counts_one_epoch_too_few"),
    "detaches_the_loss_of_a_step.py": ("apply_step", "returns_the_loss_as_a_tensor"),
    "history_as_a_default_value.py": ("train", "keeps_the_history_between_calls"),
    "mean_over_twice_the_points.py": ("mse", "halves_the_mean"),
    "sums_and_returns_an_array.py": ("mse", "sums_instead_of_averaging"),
    "sums_beside_loud_noise.py": ("mse", "sums_instead_of_averaging"),
    "sums_beside_noise_that_hardly_changes.py": ("mse", "sums_instead_of_averaging"),
    "clears_after_the_loop.py": ("train", "clears_gradients_outside_the_loop"),
    "clears_between_backward_and_step.py": ("apply_step", "leaves_the_parameters_as_they_are"),
    "dataset_of_arrays.py": ("generate_dataset", "returns_numpy_arrays"),
    "noise_in_percent.py": ("generate_dataset", "scales_the_noise_with_y"),
    "rebuilds_the_parameters.py": ("f", "cuts_the_model_off"),
    "root_of_the_mean.py": ("mse", "takes_the_root"),
    "stops_early.py": ("train", "stops_when_the_loss_stands_still"),
    "zeroes_before_backward.py": ("apply_step", "clears_gradients_at_the_start_only"),
    # never the same numbers twice, and none that the known mistake has drawn
    "noise_from_random_random.py": ("generate_dataset", "draws_noise_between_0_and_1"),
    "seeds_numpy_inside.py": ("generate_dataset", "repeats_the_noise"),
    "uniform_from_minus_to_plus.py": ("generate_dataset", "draws_uniform_noise"),
}
# Wrong in ways that nobody has as_text.
UNKNOWN = {
    "adds_a_penalty.py": LOSS,
    "clips_the_gradient.py": TRAINING,
    "cubes_the_errors.py": LOSS,
    "divides_by_one_less.py": LOSS,
    "noise_from_laplace.py": "generate_dataset",
    "shrinks_the_rate_each_epoch.py": "train",
    "shrinks_the_learning_rate.py": TRAINING,
    "sorts_the_data.py": LOSS,
    "uses_momentum.py": TRAINING,
}
OTHERS = [
    "broken_loss_but_own_training.py",
    "cubes_the_model.py",
    "hard_coded_answers.py",
    "optimizer_without_a_rate.py",
    "repeats_the_first_loss.py",
]
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


@pytest.fixture(scope="module")
def reports(grade: Run) -> Reports:
    files = [submission(name) for name in (*KNOWN, *UNKNOWN, *OTHERS)]
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
    others = {verdict["function"] for verdict in reports[name]["verdicts"]} - {function}
    assert others
    assert all(every_point(reports[name], other) for other in others)


def test_what_an_unknown_model_breaks_is_not_blamed_on_a_known_mistake(reports: Reports) -> None:
    report = reports["cubes_the_model.py"]
    assert mistakes(report, "f") == mistakes(report, "train") == {None}
    assert every_point(report, "generate_dataset")
    assert every_point(report, "mse")


@pytest.mark.parametrize(
    ("name", "function", "user"),
    [
        # as if train did not hand on the rate, and as if no step were made
        ("optimizer_without_a_rate.py", "apply_step", "train"),
        ("optimizer_on_a_rebuilt_loss.py", LOSS, TRAINING),
    ],
)
def test_what_works_with_a_wrong_function_is_not_blamed_on_a_mistake_of_its_own(
    name: str, function: str, user: str, reports: Reports
) -> None:
    assert not every_point(reports[name], function)
    assert not every_point(reports[name], user)
    assert mistakes(reports[name], user) == {None}


def test_a_loss_that_reaches_no_parameter_explains_the_step_that_finds_no_gradient(
    reports: Reports,
) -> None:
    report = reports["rebuilds_the_parameters.py"]
    assert mistakes(report, "apply_step") == mistakes(report, "train") == {"cuts_the_model_off"}


def test_an_unknown_mistake_leaves_the_hint_of_the_check(reports: Reports) -> None:
    for name, function in UNKNOWN.items():
        assert all(one["hint"] for one in of(reports[name], function) if one["observed"])


def test_answers_learnt_by_heart_earn_nothing(reports: Reports) -> None:
    report = reports["hard_coded_answers.py"]
    assert report["score"] == 0
    assert "can be known without the function being right" in told(report)


# ------------------------------------------------------------------ follow-through


@pytest.mark.parametrize(
    ("name", "loss", "training"),
    [
        ("halves_the_loss_differently.py", LOSS, TRAINING),
        ("sums_the_squares_differently.py", LOSS, TRAINING),
        ("mean_over_twice_the_points.py", "mse", "apply_step"),
        ("mean_over_twice_the_points.py", "mse", "train"),
        ("sums_and_returns_an_array.py", "mse", "apply_step"),
        ("sums_and_returns_an_array.py", "mse", "train"),
    ],
)
def test_a_right_loop_keeps_its_points_when_it_calls_a_wrong_loss(
    name: str, loss: str, training: str, reports: Reports
) -> None:
    report = reports[name]
    assert no_point(report, loss)
    assert every_point(report, training)
    assert outcomes(report, training) == {"passed"}
    assert f"works with the {loss} of this file" in told(report, training)


def test_a_right_loop_keeps_its_points_when_one_thing_about_its_step_is_off(
    reports: Reports,
) -> None:
    report = reports["detaches_the_loss_of_a_step.py"]
    assert not every_point(report, "apply_step")
    assert every_point(report, "train")


def test_no_loop_earns_points_where_a_step_that_moves_nothing_leaves_it_nothing_to_do(
    reports: Reports,
) -> None:
    report = reports["repeats_the_first_loss.py"]
    assert every_point(report, "f")
    assert no_point(report, "train")


@pytest.mark.parametrize(
    "name", ["sums_beside_loud_noise.py", "sums_beside_noise_that_hardly_changes.py"]
)
def test_a_wrong_loss_excuses_and_explains_nothing_that_it_leaves_right(
    name: str, reports: Reports
) -> None:
    report = reports[name]
    assert outcomes(report, "generate_dataset") == {"passed", "failed"}
    assert mistakes(report, "generate_dataset") == {None}
    assert every_point(report, "apply_step")


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
    checks, _, _ = seen["halves_the_loss_differently.py"].partition("What to do next")
    flowing = " ".join(checks.split())
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


# ------------------------------------------------------------------ sentences
# What seldom happens, told in observations written by hand.

double = Function("double")
STUDENT = Submission("submit.py", (("submit.py", "def double(x):\n    return x + x\n"),), "")
A_LIST = double([1.0, 2.0], param(3.0))


def account(
    expectation: Expectation,
    seen: Observation | Value,
    *,
    call: Call = A_LIST,
    is_shown: bool = True,
    parameters: tuple[str, ...] = ("numbers", "theta"),
    functions: tuple[str, ...] = ("double",),
    submission: Submission = STUDENT,
) -> Account:
    """What is said of this observation, or of this value where the expectation looks."""
    one = asked(expectation, seen, call=call, is_shown=is_shown)
    short = shortfall(one)
    assert short is not None
    return Explainer(submission, functions, {"double": parameters}, 64)(one, short)


def asked(
    expectation: Expectation, seen: Observation | Value, *, call: Call, is_shown: bool
) -> Asked:
    observation = seen if isinstance(seen, Observation) else Returned(((seen,),))
    one = replace(check("a check", call, expectation, points=1, hint="h"), shown=is_shown)
    return Asked(one, tuple(ask(one, seed=1)), None, (observation,))


EXPLAINER = Explainer(STUDENT, ("double",), {"double": ("numbers", "theta")}, 64)
CALL = "double([1.0, 2.0], 3.0)"


def test_a_gradient_is_told_with_the_name_of_its_parameter() -> None:
    said = account(gradient_of(1, -8.0), literal(8.0))
    assert said.observed == (f"The gradient of {CALL} with respect to theta is 8; expected -8.")


def test_an_argument_that_was_changed_is_told_as_it_was_left() -> None:
    said = account(unchanged(0), literal([1.0, 9.0]))
    assert said.observed == f"{CALL} left numbers as [1, 9]; expected [1, 2]."


def test_an_argument_without_a_name_is_told_by_its_place() -> None:
    said = account(leaves(1, 3.0), literal(4.0), parameters=("numbers",))
    assert said.observed == f"{CALL} left argument 2 as 4; expected 3."


def test_what_a_predicate_does_not_accept_is_told_with_what_it_asks_for() -> None:
    wants = satisfies(lambda x: x > 0, "a number above 0")
    assert account(wants, literal(-1.0)).observed == (
        f"{CALL} returned -1; it should return a number above 0."
    )
    assert account(wants, literal(-1.0), is_shown=False).observed == (
        "double(…) returned -1; it should return a number above 0."
    )


def test_a_gradient_that_was_left_behind_is_told_with_its_parameter() -> None:
    said = account(leaves_gradient(1, 0.0), literal(-8.0))
    assert said.observed == f"{CALL} left theta.grad as -8; expected 0."


@pytest.mark.parametrize(
    ("seen", "told"),
    [(3, "3 values"), (1, "1 value"), (14999, "14,999 values"), (None, "None")],
)
def test_a_count_is_told_as_values_together(seen: object, told: str) -> None:
    said = account(returns_count(15000), literal(seen))
    assert said.observed == f"{CALL} returned {told}; expected 15,000 values."


@pytest.mark.parametrize(
    ("part", "seen", "observed", "known"),
    [
        (None, Tensor((), (2.5,)), "2.5; that is a tensor, not a Python n", "A tensor of one"),
        (None, Items((Tensor((), (2.5,)),)), "(2.5); it contains a tensor, not", "A tensor of one"),
        (None, literal([1.0, None]), "[1, None].", "The task asks for Python numbers"),
        (1, literal((1.0, True)), "(1, True).", "The task asks for Python numbers."),
        (1, literal([1.0]), "[1].", "The task asks for Python numbers."),
        (1, Nothing(), "None.", "without a return statement"),
    ],
)
def test_what_stands_in_place_of_a_python_number_is_told(
    part: int | None, seen: Value, observed: str, known: str
) -> None:
    said = account(returns_python_numbers(part), seen)
    assert said.observed.startswith(f"{CALL} returned {observed}")
    assert said.known.startswith(known) or known in said.known


@pytest.mark.parametrize(
    ("seen", "observed", "known"),
    [
        (ARRAY, "[1, 2] (shape [2]); that is a numpy array, not a tensor.", "PyTorch computes"),
        (
            Items((Tensor((), (3.0,)), ARRAY)),
            "(3, [1, 2] (shape [2])); it contains a num",
            "PyTorch",
        ),
        (literal([1.0, 2.0]), "[1, 2].", "The task asks for tensors."),
        (Nothing(), "None.", "A function that ends without"),
    ],
)
def test_what_stands_in_place_of_a_tensor_is_told(seen: Value, observed: str, known: str) -> None:
    said = account(returns_tensors(), seen)
    assert said.observed.startswith(f"{CALL} returned {observed}")
    assert said.known.startswith(known)


def test_an_array_in_place_of_python_numbers_is_called_one() -> None:
    assert account(returns_python_numbers(), ARRAY).observed == (
        f"{CALL} returned [1, 2] (shape [2]); that is a numpy array, not a Python number."
    )


def test_a_tensor_in_place_of_one_number_is_told_by_its_place() -> None:
    pair = Items((Tensor((2,), (1.0, 2.0)), Tensor((), (2.5,))), "tuple")
    assert account(returns_python_numbers(1), pair).observed == (
        f"{CALL} returned ([1, 2] (shape [2]), 2.5); value 2 is a tensor, not a Python number."
    )


def test_a_hidden_check_tells_what_was_returned_and_nothing_expected() -> None:
    said = account(returns(7.0), literal(8.0), is_shown=False)
    assert said.observed == "double(…) returned 8."


@pytest.mark.parametrize(
    ("reason", "message", "observed", "known"),
    [
        (
            "not_a_tensor",
            "NoneType",
            f"{CALL} returned None, not a tensor.",
            "without a return statement",
        ),
        ("not_a_tensor", "float", "something of type float, not a tensor.", "Only a tensor"),
        ("detached", "", "a tensor that is cut off from theta.", "does not remember"),
        ("not_one_number", "", "a tensor of several numbers.", "that of one number"),
        ("unused", "", f"No gradient of {CALL} reaches theta.", "not computed from the tensor"),
        (
            "backward_failed",
            "Trying to backward through the graph a second time.",
            f"The gradient of {CALL} could not be computed: Trying",
            "backward() ran twice",
        ),
    ],
)
def test_a_gradient_that_is_not_there_has_a_reason(
    reason: Any, message: str, observed: str, known: str
) -> None:
    said = account(gradient_of(1, -8.0), NoGradient(reason, message))
    assert observed in said.observed
    assert known in said.known


@pytest.mark.parametrize("message", TORCH_ERRORS)
def test_what_torch_raises_is_told_in_words_of_the_training_loop(message: str) -> None:
    raised = Raised("RuntimeError", f"element 0: {message}, said torch", "submit.py", 2)
    said = account(returns(8.0), raised)
    assert said.known == TORCH_ERRORS[message]
    assert message in said.observed
    assert said.observed.endswith("Line 2: return x + x")
    assert (said.file, said.line) == ("submit.py", 2)


def test_an_exception_from_elsewhere_is_told_without_a_line() -> None:
    said = account(returns(8.0), Raised("ValueError", "no idea"))
    assert said.observed == f"{CALL} raised ValueError: no idea."
    assert (said.known, said.file, said.line) == ("", None, None)


def test_a_stub_is_not_written_yet_and_no_accident() -> None:
    said = account(returns(8.0), Raised("NotImplementedError", "", "submit.py", 2))
    assert said.observed == f"{CALL} is not written yet: it raises NotImplementedError."
    meant = account(returns(8.0), Raised("NotImplementedError", "for n < 0", "submit.py", 2))
    assert "raised NotImplementedError: for n < 0." in meant.observed


@pytest.mark.parametrize(
    ("lost", "observed"),
    [
        (Missing(("double",), bound="list"), "double is of type list in submit.py, not a function"),
        (
            Missing(("duoble",)),
            "submit.py has no function double. There is duoble: is that the one",
        ),
        (Missing(()), "submit.py has no function double."),
        (
            Misfit("(x)"),
            "double(x) cannot be called with the arguments shown in README.md.",
        ),
        (TimedOut(2.5), f"{CALL} did not finish within 2.5 s and was stopped."),
        (TimedOut(2.5, tried=False), f"{CALL} was not called: the time was already used up"),
        (OutOfMemory(), f"{CALL} needed more than 64 MiB of memory."),
        (Crashed(signal=11), f"The process that ran {CALL} was ended by signal 11."),
        (Crashed(unreadable=True), f"The process that ran {CALL} sent something unreadable"),
        (
            Crashed(exit_code=3),
            f"The process that ran {CALL} exited with code 3 before it answered",
        ),
    ],
)
def test_a_call_without_an_answer_is_told_by_what_became_of_it(
    lost: Observation, observed: str
) -> None:
    said = account(returns(8.0), lost, functions=getattr(lost, "functions", ()))
    assert said.observed.startswith(observed)
    assert said.observed.endswith((".", "?"))
    assert said.known == ""


EVENTS: list[tuple[Event, Observation, str]] = [
    ("returned", Returned(((literal(9.0),),)), "double(…) returned 9; expected 8."),
    ("raised", Raised("ValueError", "no"), "double(…) raised ValueError: no."),
    (
        "not_written",
        Raised("NotImplementedError", ""),
        "double(…) is not written yet: it raises NotImplementedError.",
    ),
    (
        "syntax_error",
        Raised("SyntaxError", "invalid syntax", "submit.py", 2, 5, syntax=True),
        "Python cannot read line 2: invalid syntax",
    ),
    ("missing", Missing(()), "submit.py has no function double."),
    ("not_a_function", Missing((), bound="int"), "double is of type int in submit.py, not a func"),
    ("misfit", Misfit("(x)"), "double(x) cannot be called with the arguments shown"),
    ("timed_out", TimedOut(2.5), "double(…) did not finish within 2.5 s and was stopped."),
    ("not_called", TimedOut(2.5, tried=False), "double(…) was not called:"),
    ("out_of_memory", OutOfMemory(), "double(…) needed more than 64 MiB of memory."),
    ("crashed", Crashed(signal=11), "The process that ran double(…) was ended by signal 11."),
    ("crashed", Crashed(exit_code=3), "The process that ran double(…) exited with code 3"),
    ("crashed", Crashed(unreadable=True), "The process that ran double(…) sent something"),
]


@pytest.mark.parametrize(("event", "seen", "happened"), EVENTS)
def test_what_happened_is_a_closed_event_and_words_without_arguments(
    event: Event, seen: Observation, happened: str
) -> None:
    said = account(returns(8.0), seen)
    assert said.event == event
    assert said.happened.startswith(happened)
    assert account(returns(8.0), seen, call=double([5.0], param(1.0))).happened == said.happened


def test_a_gradient_that_is_not_there_is_an_event_of_its_own() -> None:
    said = account(gradient_of(1, -8.0), NoGradient("unused"))
    assert (said.event, said.happened) == ("no_gradient", "No gradient of double(…) reaches theta.")


@pytest.mark.parametrize(("event", "seen", "happened"), EVENTS[1:])
def test_checks_that_ended_the_same_way_are_folded_into_one(
    event: Event, seen: Observation, happened: str
) -> None:
    calls = [double([1.0], param(3.0)), double([2.0], param(4.0))]
    verdicts = [
        verdict
        for call, is_shown in zip(calls, (True, False), strict=True)
        for verdict in judge([asked(returns(8.0), seen, call=call, is_shown=is_shown)], EXPLAINER)
    ]
    report = Report(exercise="e", submission="s", status="graded", verdicts=tuple(verdicts))
    (section,) = sections(report)
    (entry,) = section.entries
    assert entry.title == NONE_RAN
    assert entry.paragraphs[0].text.startswith(happened)


def test_a_missing_function_has_the_name_that_may_be_meant() -> None:
    said = account(returns(8.0), Missing(("duoble",)), functions=("duoble",))
    assert said.similar == "duoble"
    assert account(returns(8.0), Missing(())).similar == ""


def grid(*shape: int) -> Tensor:
    return Tensor(shape, tuple(float(n) for n in range(math.prod(shape))))


@pytest.mark.parametrize(
    ("expected", "seen", "known"),
    [
        (1.0, Nothing(), "A function that ends without"),
        (1.0, Other("Linear", module=True), "Linear is a model; the task asks for its numbers"),
        (1.0, Text("1.0"), "The task asks for a number."),
        ((1.0, 2.0), Other("generator"), "The task asks for 2 values, as in"),
        (grid(2), Other("dict"), "The task asks for a tensor of numbers."),
        (1.0, Number("nan"), "nan comes up when numbers grow without bound"),
        ((1.0, 2.0), literal((1.0, float("nan"))), "nan comes up"),
        (1.0, grid(3, 3), "Shape [3, 3] has a number for every pair of points"),
        (1.0, grid(3), "Shape [3] has a number for each point"),
        (1.0, literal((1.0, 2.0)), "The task asks for one number."),
        ((1.0, 2.0), literal((1.0, 2.0, 3.0)), "The task asks for 2 values, as in"),
        ([1.0, 2.0], literal([1.0, 2.0, 3.0]), "The task asks for a list of 2 numbers."),
        (1.0, Other("builtin_function_or_method"), "A function was named but not called"),
        ((1.0, 2.0), literal(1.0), "The task asks for 2 values, as in"),
        (grid(2), grid(3), "The task asks for shape [2]."),
        ((1.0, 2.0), literal((1.0, 3.0)), ""),
        (grid(2), grid(1, 2), "The task asks for shape [2]."),
        (1.0, literal(2.0), ""),
    ],
)
def test_kind_and_shape_tell_what_is_asked_for(expected: Any, seen: Value, known: str) -> None:
    wanted = expected if isinstance(expected, Tensor) else literal(expected)
    assert structural(wanted, seen).startswith(known)
    assert bool(structural(wanted, seen)) == bool(known)


@pytest.mark.parametrize(
    ("value", "text"),
    [
        (Number(1.0, "bool"), "True"),
        (Number(2.0, "int"), "2"),
        (Number(1 / 3), "0.333333"),
        (Number("inf"), "inf"),
        (Tensor((), (1.5,)), "1.5"),
        (Tensor((1, 1), (1.5,)), "1.5"),
        (grid(2, 2), "[0, 1, 2, 3] (shape [2, 2])"),
        (grid(7), "[0, 1, 2, 3, 4, 5, …] (shape [7])"),
        (Tensor((0,), ()), "[] (shape [0])"),
        (literal((1.0, (2.0, 3.0))), "(1, (2, 3))"),
        (literal([1.0]), "[1]"),
        (literal([float(n) for n in range(8)]), "[0, 1, 2, 3, 4, 5, …]"),
        (Nothing(), "None"),
        (Text("one\nline"), "'one line'"),
        (Other("Linear"), "an object of type Linear"),
        (NoGradient("unused"), "no gradient"),
    ],
)
def test_a_value_is_shown_as_it_would_be_printed(value: Value, text: str) -> None:
    assert as_text(value) == text
