"""An exercise of an instructor's own for the zip, answers to it, and how they are compared."""

from pathlib import Path
from typing import Any

from commands import Run
from exercise_factory import HALF_A_CHECK, write_exercise

from grader.exercise.folders import Folders

SECRET = "the-solution-of-an-instructor-71f3"
RIGHT = "def double(x):\n    return x + x\n"
WRONG = "def double(x):\n    return x / 2\n"
RAISES = "def double(x):\n    return 2 * y\n"
ENDLESS = "def double(x):\n    while True:\n        pass\n"
TOML = """\
title = "Doubling a number"
order = 7
functions = ["double"]
time_limit_seconds = 20
check_time_limit_seconds = 2
memory_limit_mib = 256
"""
# points whose sum depends on the order, as fractions of ten do
SHOWN = """
checks = [
    check("double of 5 is 10", double(5.0), returns(10.0), points=0.1, hint="5 and 5?"),
    check("double of 0.3 is 0.6", double(0.3), returns(0.6), points=0.2, hint="0.3 and 0.3?"),
]
"""


def instructors_own(root: Path) -> Folders:
    """`doubling`, with little time for each question and a secret in its solution."""
    changes: dict[str, str | None] = {
        "exercises/exercise.toml": TOML,
        "exercises/checks.py": HALF_A_CHECK + SHOWN,
        "solutions/solution.py": f"def double(x):\n    return 2 * x  # {SECRET}\n",
    }
    return write_exercise(root, changes)


def same_scores(results: Any, text: str, grade: Run, mine: Folders, folder: Path) -> None:
    """See that results.json has what `grade submit.py --seed` reports."""
    file = folder / "submit.py"
    file.write_text(text)
    seed = results["extra_data"]["seed"]
    places = ["--exercises", mine.exercises, "--solutions", mine.solutions]
    report = grade(file, "--seed", seed, "--format", "json", *places).json
    tests = results["tests"]
    assert results["score"] == report["score"]
    assert sum(one["score"] for one in tests) == report["score"]
    assert [(one["name"], one["score"], one["max_score"], one["status"]) for one in tests] == [
        (one["check"], one["score"], one["max_score"],
         "passed" if one["outcome"] == "passed" else "failed")
        for one in report["verdicts"]
    ]  # fmt: skip
