"""An exercise with a data file: how many came to see the stars, night by night."""

from pathlib import Path

from exercise_factory import write_exercise

from grader.exercise.folders import Folders

NAME = "nights"
FILE = "nights.csv"
NIGHTS = "night,visitors\n1,7\n2,5\n3,4\n"
READS = """\
import csv


def visitors(factor):
    with open("nights.csv", newline="") as file:
        return factor * sum(float(row["visitors"]) for row in csv.DictReader(file))
"""
NUMPY = """\
import numpy


def visitors(factor):
    return float(factor * numpy.loadtxt("nights.csv", delimiter=",", skiprows=1)[:, 1].sum())
"""
LEAVES_OUT_THE_LAST = READS.replace("csv.DictReader(file))", "list(csv.DictReader(file))[:-1])")
OTHER_FILE = READS.replace("nights.csv", "days.csv")
START = """\
from grader.checks import REFERENCE, check, function, number, returns

visitors = function("visitors")
"""
CHANGES: dict[str, str | None] = {
    "exercises/README.md": "Write `visitors(factor)`, a multiple of all visitors in nights.csv.\n",
    "exercises/exercise.toml": """\
title = "Nights at the observatory"
order = 7
functions = ["visitors"]
time_limit_seconds = 20
check_time_limit_seconds = 5
memory_limit_mib = 256
data = ["nights.csv"]
""",
    f"exercises/{FILE}": NIGHTS,
    "exercises/submit.py": '''\
# exercise: doubling
import csv


def visitors(factor):
    """Return the number of visitors in all nights, times the factor."""
    raise NotImplementedError
''',
    "exercises/checks.py": START
    + """
checks = [check("twice all visitors", visitors(2.0), returns(32.0), points=1, hint="7, 5 and 4.")]
""",
    "solutions/solution.py": READS,
    "solutions/checks.py": START
    + """
checks = [
    check("a multiple of all visitors", visitors(number(3.0, 9.0)), returns(REFERENCE),
          points=2, trials=2, hint="Try it with 3."),
]
""",
    "solutions/accepted/adds.py": NUMPY,
    "solutions/mistakes/squares.py": None,
    "solutions/mistakes/halves.py": None,
    "solutions/mistakes/leaves_out_the_last.py": '"""The last night is left out."""\n'
    + LEAVES_OUT_THE_LAST,
}


def write_nights(root: Path, changes: dict[str, str | None] | None = None) -> Folders:
    """The exercise in `root`, with files replaced, added or left out."""
    return write_exercise(root, {**CHANGES, **(changes or {})}, NAME)
