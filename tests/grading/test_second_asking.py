"""A function that uses a wrong one is asked again with a right one in its place."""

from dataclasses import replace

import pytest
from casebooks import Casebooks
from exercise_factory import FILES, HALF_A_CHECK, write_exercise

from grader.exercise.folders import Folders
from grader.exercise.loading import Exercise, load
from grader.grading.one import Grading
from grader.grading.settling import PARTLY, follows
from grader.observations import Again, Observation, Sighting, Stopped, TimedOut
from grader.report import Report, Verdict
from grader.sandbox.workers import Workers
from grader.submission.source import Submission, parse

HALF = HALF_A_CHECK + 'fourfold = function("fourfold")\n'
DOUBLES = "def double(x):\n    return 2 * x\n\n\n"
SQUARES = "def double(x):\n    return x * x\n\n\n"
TWICE = "def fourfold(x):\n    return double(double(x))\n"
ONCE = "def fourfold(x):\n    return double(x) + 1\n"
CHANGES: dict[str, str | None] = {
    "exercises/README.md": "double and fourfold",
    "exercises/exercise.toml": FILES["exercises/exercise.toml"].replace(
        '["double"]', '["double", "fourfold"]'
    ),
    "exercises/submit.py": FILES["exercises/submit.py"]
    + '\n\ndef fourfold(x):\n    """Return x four times."""\n    raise NotImplementedError\n',
    "exercises/checks.py": HALF
    + """
checks = [
    check("double of 5 is 10", double(5.0), returns(10.0), points=1, hint="5 and 5?"),
    check("four times 5 is 20", fourfold(5.0), returns(20.0), points=1, hint="10 and 10?"),
]
""",
    "solutions/checks.py": HALF
    + """
checks = [
    check("double is right for any number", double(number(3.0, 9.0)), returns(REFERENCE),
          points=2, trials=2, hint="Try it with 3."),
    check("fourfold is right for any number", fourfold(number(3.0, 9.0)), returns(REFERENCE),
          points=4, trials=2, hint="Try it with 3."),
    check("fourfold of 0 is 0", fourfold(0.0), returns(0.0), points=1, hint="Try it with 0.",
          guessable=True),
]
""",
    "solutions/solution.py": DOUBLES + TWICE,
    "solutions/accepted/adds.py": "def double(x):\n    return x + x\n\n\n" + TWICE,
    "solutions/mistakes/squares.py": f'"""x comes back times itself."""\n\n\n{SQUARES.strip()}\n',
    "solutions/mistakes/halves.py": None,
    "solutions/mistakes/one_more.py": f'"""One more comes back."""\n\n\n{ONCE}',
}
OF_DOUBLE, OF_FOURFOLD = 3.0, 6.0


@pytest.fixture(scope="module")
def made(tmp_path_factory: pytest.TempPathFactory, with_casebook: Casebooks) -> Folders:
    folders = write_exercise(tmp_path_factory.mktemp("course"), CHANGES)
    with_casebook(folders)
    return folders


@pytest.fixture(scope="module")
def fourfold(made: Folders) -> Exercise:
    return load("doubling", made)


@pytest.fixture(scope="module")
def grading(fourfold: Exercise, workers: Workers) -> Grading:
    return Grading(fourfold, workers, 1)


def submitted(text: str) -> Submission:
    return parse("submit.py", text.encode())


def of(report: Report, function: str) -> list[Verdict]:
    return [one for one in report.verdicts if one.function == function]


def points(report: Report, function: str) -> float:
    return sum(one.score for one in of(report, function))


def told(report: Report) -> set[tuple[str, str]]:
    return {(one.function, one.name) for one in report.causes}


# ------------------------------------------------------------------ one fault, one cost


def test_a_right_function_does_not_pay_for_the_wrong_one_it_uses(grading: Grading) -> None:
    report = grading.report(submitted(SQUARES + TWICE))
    assert (points(report, "double"), points(report, "fourfold")) == (0.0, OF_FOURFOLD)
    assert told(report) == {("double", "squares")}
    followed = [one.feedback for one in of(report, "fourfold") if one.feedback]
    assert followed
    assert all("only double loses points" in one for one in followed)


def test_two_faults_in_two_functions_cost_and_are_named_as_each_alone(grading: Grading) -> None:
    first = grading.report(submitted(SQUARES + TWICE))
    second = grading.report(submitted(DOUBLES + ONCE))
    both = grading.report(submitted(SQUARES + ONCE))
    assert (
        told(both)
        == told(first) | told(second)
        == {
            ("double", "squares"),
            ("fourfold", "one_more"),
        }
    )
    assert points(both, "double") == points(first, "double") == 0.0
    assert points(both, "fourfold") == points(second, "fourfold") == 0.0
    assert points(second, "double") == OF_DOUBLE


def test_a_function_that_does_not_use_the_wrong_one_is_not_asked_again(grading: Grading) -> None:
    text = submitted(SQUARES + "def fourfold(x):\n    return 4 * x + 1\n")
    sighting = grading.observe(text)
    assert sighting.again == {}
    assert points(grading.judge(text, sighting), "fourfold") == 0.0


def test_a_wrong_function_earns_nothing_by_a_right_one_in_its_place(grading: Grading) -> None:
    calls_itself = "def double(x):\n    return double(x - 1) if x > 100 else x * x\n\n\n"
    report = grading.report(submitted(calls_itself + TWICE))
    assert points(report, "double") == 0.0


def test_what_is_not_written_is_not_asked_again(grading: Grading) -> None:
    stub = "def fourfold(x):\n    double\n    raise NotImplementedError\n"
    sighting = grading.observe(submitted(SQUARES + stub))
    assert sighting.again == {}
    report = grading.judge(submitted(SQUARES + stub), sighting)
    assert not any(one.waits_for for one in report.verdicts)


def test_a_right_function_keeps_its_points_beside_an_unwritten_one(grading: Grading) -> None:
    unwritten = "def double(x):\n    raise NotImplementedError\n\n\n"
    report = grading.report(submitted(unwritten + TWICE))
    assert (points(report, "double"), points(report, "fourfold")) == (0.0, OF_FOURFOLD)


def test_what_was_seen_is_judged_again_without_running_anything(
    grading: Grading, monkeypatch: pytest.MonkeyPatch
) -> None:
    text = submitted(SQUARES + ONCE)
    sighting = grading.observe(text)
    first = grading.judge(text, sighting)
    monkeypatch.setattr("grader.sandbox.asking.observe", None)
    assert grading.judge(text, sighting) == first


# ------------------------------------------------------------------ at a student's


@pytest.fixture
def at_home(fourfold: Exercise, workers: Workers) -> Grading:
    return Grading(fourfold.shown_only(), workers, 1)


def test_at_a_students_a_function_that_uses_a_wrong_one_waits(at_home: Grading) -> None:
    sighting = at_home.observe(submitted(SQUARES + TWICE))
    assert sighting.again == {}
    report = at_home.judge(submitted(SQUARES + TWICE), sighting)
    assert told(report) == {("double", "squares")}
    (waiting,) = of(report, "fourfold")
    assert (waiting.waits_for, waiting.score, waiting.hint) == ("double", 0.0, "")
    assert "Fix double first" in waiting.feedback


# ------------------------------------------------------------------ stopped


def seen_again(grading: Grading, sighting: Sighting, **seen: Observation) -> Sighting:
    """The sighting, with these observations for the checks whose titles begin so."""
    again = sighting.again["fourfold"]
    asked = dict(again.asked)
    for check, questions in zip(grading.exercise.checks, grading.questions, strict=True):
        for start, one in seen.items():
            if check.title.replace(" ", "_").startswith(start):
                asked |= {question.digest: one for question in questions}
    changed = Again(again.proxied, asked, again.probed)
    return replace(sighting, again={"fourfold": changed})


def test_a_question_that_asks_for_few_steps_may_not_be_stopped(grading: Grading) -> None:
    """A right function would not make so many calls; where it would, see half_of_the_sum.py."""
    text = submitted(SQUARES + TWICE)
    stopped = seen_again(grading, grading.observe(text), four_times=Stopped())
    report = grading.judge(text, stopped)
    assert 0.0 < points(report, "fourfold") < OF_FOURFOLD
    assert {one.check: one.score for one in of(report, "fourfold")}["four times 5 is 20"] == 0.0
    said = {one.feedback for one in of(report, "fourfold") if one.outcome == "passed"}
    assert PARTLY.format(others="double", function="fourfold") in said


@pytest.mark.parametrize("is_right", [True, False])
def test_several_right_ones_are_told_in_the_plural(is_right: bool) -> None:
    one = follows(("double",), "fourfold", is_right=is_right)
    several = follows(("half", "double", "square"), "fourfold", is_right=is_right)
    assert one.startswith("With a right ")
    assert several.startswith("With right versions of half, double and square")


def test_only_guesses_beside_what_is_stopped_prove_nothing(grading: Grading) -> None:
    text = submitted(SQUARES + TWICE)
    stopped = seen_again(grading, grading.observe(text), fourfold_is_right=Stopped())
    assert points(grading.judge(text, stopped), "fourfold") == 0.0


def test_beside_one_that_fails_nothing_follows(grading: Grading) -> None:
    text = submitted(SQUARES + TWICE)
    mixed = seen_again(
        grading, grading.observe(text), four_times=Stopped(), fourfold_is=TimedOut(1.0)
    )
    report = grading.judge(text, mixed)
    assert {one.check: one.score for one in of(report, "fourfold")}["four times 5 is 20"] == 0.0


def test_no_word_of_the_second_asking_reaches_a_report(grading: Grading) -> None:
    tells = "def fourfold(x):\n    print('fourfold was here')\n    raise OSError(double(x))\n"
    report = grading.report(submitted(SQUARES + tells))
    assert points(report, "fourfold") == 0.0
    # the first asking printed it, for each call once
    assert report.output.count("fourfold was here") <= len(grading.exercise.checks) * 2
