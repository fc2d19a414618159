"""Which slips in the solution cost points, and of which of them the cause is told."""

import ast
import difflib
import os
import re
from collections.abc import Callable, Iterator, Sequence
from concurrent.futures import ThreadPoolExecutor
from dataclasses import dataclass

from grader.exercise.folders import Folders
from grader.exercise.loading import Exercise
from grader.exercise.questions import question
from grader.grading.one import Grading
from grader.proof.margins import quick_checks
from grader.report import Report
from grader.sandbox.workers import Workers
from grader.slips.slips import Slip, slips
from grader.submission.source import parse

# an item of a list in DESIGN.md, below this heading: function, operator, the changed line, and why
HEADING = "## Equivalent slips"
ITEM = re.compile(r"^[-*] (\w+), ([a-z_ ]+): `([^`]+)`: \S", re.MULTILINE)


@dataclass(frozen=True)
class Slipped:
    """A slip, the line that differs, and what grading made of it.

    `costs` names the functions that lost points, `causes` what was told.
    """

    slip: Slip
    line: str
    costs: frozenset[str]
    causes: tuple[str, ...]

    def __str__(self) -> str:
        """The slip as DESIGN.md lists it."""
        operator = self.slip.operator.name.replace("_", " ")
        return f"{self.slip.function}, {operator}: `{self.line}`"

    @property
    def keeps_full_marks(self) -> bool:
        """Whether no check noticed it."""
        return not self.costs


@dataclass(frozen=True)
class Slipping:
    """All slips of an exercise; `equivalent` are those that DESIGN.md lists as such."""

    exercise: Exercise
    found: tuple[Slipped, ...]
    equivalent: frozenset[str]

    @property
    def unnoticed(self) -> list[Slipped]:
        """Those that keep full marks although nobody called them equivalent."""
        return [
            one
            for one in self.found
            if one.keeps_full_marks and _on_one_line(str(one)) not in self.equivalent
        ]

    @property
    def costly(self) -> list[Slipped]:
        """Those that lose points."""
        return [one for one in self.found if not one.keeps_full_marks]


def slips_of(exercise: Exercise) -> list[Slip]:
    """All slips that can be made in the solution."""
    assert exercise.solution is not None, "slips are made in the solution"
    return list(slips_in(exercise.solution.text, exercise))


def slips_in(text: str, exercise: Exercise) -> Iterator[Slip]:
    """All slips that can be made in right code. Raises SyntaxError."""
    return slips(text, exercise.functions, _single_numbers(exercise))


def _single_numbers(exercise: Exercise) -> dict[str, set[int]]:
    """For each function, the places of the arguments that are single numbers in every check."""
    found: dict[str, set[int]] = {}
    others: dict[str, set[int]] = {}
    parameters = exercise.parameters()
    for check in exercise.checks:
        function = check.call.callee
        names = parameters.get(function, ())
        asked = question(check.call, ())
        given = dict(enumerate(asked.arguments))
        given |= {names.index(key): one for key, one in asked.keywords.items() if key in names}
        for place, one in given.items():
            kind, value = asked.given[one[1]] if one[0] == "given" else one
            is_number = kind != "result" and isinstance(value, int | float)
            (found if is_number else others).setdefault(function, set()).add(place)
    return {function: places - others.get(function, set()) for function, places in found.items()}


def examine_slips(
    exercise: Exercise,
    made: Sequence[Slip],
    folders: Folders,
    workers: Workers,
    seed: int = 0,
    progress: Callable[[int], None] = lambda done: None,
) -> Slipping:
    """Grade these slips in the solution; `progress` is called with the number done.

    Slow checks at the end are asked only where all others pass.
    """
    assert exercise.solution is not None
    whole = Grading(exercise, workers, seed)
    first = exercise.with_first_checks(quick_checks(exercise, whole))
    quick = Grading(first, workers, seed)
    asks_all = len(first.checks) == len(exercise.checks)
    right = exercise.solution.text
    found: list[Slipped] = []

    def grade(slip: Slip) -> Report:
        submission = parse("submit.py", slip.text.encode())
        report = quick.report(submission)
        return report if _costs(report) or asks_all else whole.report(submission)

    with ThreadPoolExecutor(os.cpu_count()) as pool:
        for slip, report in zip(made, pool.map(grade, made), strict=True):
            causes = tuple(sorted({one.name for one in report.causes}))
            found.append(Slipped(slip, _line(right, slip.text), _costs(report), causes))
            progress(len(found))
    return Slipping(exercise, tuple(found), frozenset(_equivalent(exercise, folders)))


def _costs(report: Report) -> frozenset[str]:
    return frozenset(one.function for one in report.verdicts if one.score < one.max_score)


def _line(right: str, changed: str) -> str:
    """The first line of the slip that the right text does not have, or the first that it lacks."""
    before, after = (_lines(text) for text in (right, changed))
    gone = ""
    for one in difflib.ndiff(before, after):
        if one.startswith("+ "):
            return one[2:].strip()
        if one.startswith("- ") and not gone:
            gone = f"without {one[2:].strip()}"
    return gone


def _lines(text: str) -> list[str]:
    return ast.unparse(ast.parse(text)).split("\n")


def _on_one_line(text: str) -> str:
    """The text, wherever it was wrapped."""
    return " ".join(text.split())


def _equivalent(exercise: Exercise, folders: Folders) -> Iterator[str]:
    if folders.solutions is None:
        return
    design = folders.solutions / exercise.name / "DESIGN.md"
    text = design.read_text(encoding="utf-8") if design.is_file() else ""
    _, _, listed = text.partition(HEADING)
    for function, operator, line in ITEM.findall(listed.partition("\n## ")[0]):
        yield _on_one_line(f"{function}, {operator}: `{line}`")
