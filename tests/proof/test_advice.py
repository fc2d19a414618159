"""When lint warns of a mistake that passes checks and loses every point of its function."""

from pathlib import Path

import pytest
from exercise_factory import write_exercise

from grader.exercise.loading import Exercise, load
from grader.proof.advice import robbed
from grader.report import Outcome, Report, Verdict

GUESSED = "double of 0 is 0"
CHECKS = f"""\
from grader.checks import check, function, returns

double = function("double")
checks = [
    check("double of 5 is 10", double(5.0), returns(10.0), points=1, hint="5 and 5?"),
    check("{GUESSED}", double(0.0), returns(0.0), points=1, guessable=True, hint="0?"),
]
"""
BOTH = (
    '"""Both are halved."""\n\n\ndef double(x):\n    return x / 2\n\n\ndef half(x):\n    return x\n'
)


@pytest.fixture
def exercise(tmp_path: Path) -> Exercise:
    settings = {"exercises/checks.py": CHECKS, "solutions/mistakes/squares.py": None}
    return load("doubling", write_exercise(tmp_path, settings))


def verdict(check: str, outcome: Outcome, worth: float, score: float = 0.0) -> Verdict:
    return Verdict(
        check=check, function="double", visibility="shown", outcome=outcome, score=score,
        max_score=worth, observed="", feedback="",
    )  # fmt: skip


def warned(exercise: Exercise, *verdicts: Verdict) -> list[str]:
    return [one.text for one in robbed(exercise, {"halves": Report(
        exercise="doubling", submission="halves.py", status="graded", verdicts=verdicts,
    )})]  # fmt: skip


FAILED = verdict("double is right for any number", "failed", 3.0)


def test_a_quarter_of_the_points_that_is_taken_away_is_warned_of(exercise: Exercise) -> None:
    (text,) = warned(exercise, verdict("double of 5 is 10", "passed", 1.0), FAILED)
    assert text.startswith("mistakes/halves.py passes 'double of 5 is 10', worth 1 of the")


@pytest.mark.parametrize(
    "passed",
    [
        verdict("double of 5 is 10", "passed", 0.9),
        verdict("double of 5 is 10", "passed", 1.0, score=1.0),
        verdict("double of 5 is 10", "failed", 1.0),
        verdict(GUESSED, "passed", 1.0),
    ],
    ids=["little", "nothing taken away", "nothing passed", "a guess"],
)
def test_nothing_is_warned_of_where_nothing_much_was_lost(
    passed: Verdict, exercise: Exercise
) -> None:
    assert warned(exercise, passed, FAILED) == []


def test_a_mistake_of_several_functions_is_left_alone(tmp_path: Path) -> None:
    settings = write_exercise(tmp_path, {"solutions/mistakes/halves.py": BOTH})
    toml = settings.exercises / "doubling" / "exercise.toml"
    toml.write_text(toml.read_text().replace('["double"]', '["double", "half"]'))
    two = load("doubling", settings)
    assert warned(two, verdict("double of 5 is 10", "passed", 1.0), FAILED) == []
