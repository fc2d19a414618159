"""What leaves a gradebook: a table for spreadsheets, JSON for programs, a summary for people."""

import csv
import math
import re
import statistics
from array import array
from collections import Counter
from collections.abc import Iterable, Mapping, Sequence
from dataclasses import dataclass
from typing import NamedTuple, TextIO

import msgspec

from grader.classroom.attempt import Attempt, Student
from grader.printable import one_line
from grader.report import Report

SCHEMA = 1
MAX_CELL = 1000
# What a spreadsheet takes for a formula: at the start of a cell, and after a semicolon, which ends
# a cell where the comma is the decimal sign; the fullwidth forms are read like the others.
FORMULA = re.compile(r"""(^|;[\s"']*)(?=[=+\-@\uff1d\uff0b\uff0d\uff20\ufffd])""")
COLUMNS = (
    "student",
    "name",
    "status",
    "score",
    "max_score",
    "attempt",
    "submission",
    "graded_at",
    "isolation",
    "reason",
)

MAX_BINS = 10
MAX_NOT_GRADED = 20
MAX_SLOWEST = 3


def write_csv(
    attempts: Iterable[Attempt], checks: Sequence[tuple[str, float]], file: TextIO
) -> None:
    """One row a student, and a column for the points of each check, by its title.

    Text in it cannot be a formula: an apostrophe goes before what would be one.
    """
    writer = csv.writer(file, lineterminator="\n")
    titles = [title for title, _ in checks]
    writer.writerow([*COLUMNS, *map(cell, titles)])
    for attempt in attempts:
        report = attempt.report
        earned = {verdict.check: verdict.score for verdict in report.verdicts}
        ran = report.isolation if report.status == "graded" else ""
        texts = (attempt.file, attempt.graded_at, ran, report.reason or "")
        writer.writerow(
            [
                *map(cell, (attempt.student.student, attempt.student.name, report.status)),
                *_scores(report),
                attempt.number,
                *map(cell, texts),
                *(_number(earned.get(title)) for title in titles),
            ]
        )


def cell(text: str) -> str:
    """Text for one cell: one line, and no formula in any spreadsheet."""
    return FORMULA.sub(r"\1'", one_line(text, MAX_CELL))


def write_json(attempts: Iterable[Attempt], meta: Mapping[str, object], file: TextIO) -> None:
    """An object with what `meta` says and the list `students`, whose reports come in full.

    It is written a line a student, so that a class of any size takes little memory.
    """
    head = msgspec.json.encode({"schema": SCHEMA, **meta})[:-1].decode()
    file.write(f'{head},"students":[')
    for place, attempt in enumerate(attempts):
        student = attempt.student
        entry = {
            "student": student.student,
            "slug": student.slug,
            "name": student.name,
            "attempt": attempt.number,
            "graded_at": attempt.graded_at,
            "report": attempt.report,
        }
        file.write((",\n" if place else "\n") + msgspec.json.encode(entry).decode())
    file.write("\n]}\n")


class Bin(NamedTuple):
    """How many students have so many points, such as "4 to 5"."""

    points: str
    students: int


class Rate(NamedTuple):
    """How many of the graded students pass a check."""

    title: str
    function: str
    passed: int
    of: int


class Named(NamedTuple):
    """A mistake that was named, what a student reads about it, and how many students made it.

    `gist` is the first sentence of the feedback; in reports of earlier versions all of it.
    """

    name: str
    feedback: str
    gist: str
    students: int


@dataclass(frozen=True)
class Summary:
    """A class at a glance. Scores are those of the graded; without any, mean and median are None.

    `not_graded` holds the first twenty of them with the reason, `slowest` the seconds of three.
    """

    students: int
    graded: int
    full_marks: int
    max_score: float
    mean: float | None
    median: float | None
    scores: tuple[Bin, ...]
    not_graded: tuple[tuple[Student, str], ...]
    checks: tuple[Rate, ...]
    mistakes: tuple[Named, ...]
    slowest: tuple[tuple[Student, float], ...]
    isolation: tuple[str, ...]


def summarise(attempts: Iterable[Attempt]) -> Summary:
    """What is worth knowing about these attempts, one a student, in one pass over them."""
    tally = _Tally()
    for attempt in attempts:
        tally.take(attempt)
    return tally.summary()


class _Tally:
    """Counts as attempts go by; of each it keeps the score alone."""

    def __init__(self) -> None:
        self.students = self.full_marks = 0
        self.max_score = 0.0
        self.scores = array("d")
        self.not_graded: list[tuple[Student, str]] = []
        self.passed: Counter[tuple[str, str]] = Counter()
        self.judged: Counter[tuple[str, str]] = Counter()
        self.made: Counter[str] = Counter()
        self.feedback: dict[str, tuple[str, str]] = {}
        self.slowest: list[tuple[Student, float]] = []
        self.isolation: set[str] = set()

    def take(self, attempt: Attempt) -> None:
        """Count in one more."""
        self.students += 1
        report = attempt.report
        if report.status != "graded":
            if len(self.not_graded) < MAX_NOT_GRADED:
                self.not_graded.append((attempt.student, report.reason or ""))
            return
        self.scores.append(report.score)
        self.max_score = max(self.max_score, report.max_score)
        self.full_marks += report.full_marks
        self.isolation.add(report.isolation)
        self.slowest.append((attempt.student, report.seconds))
        self.slowest = sorted(self.slowest, key=lambda one: -one[1])[:MAX_SLOWEST]
        self._verdicts(report)

    def _verdicts(self, report: Report) -> None:
        for verdict in report.verdicts:
            check = (verdict.check, verdict.function)
            self.judged[check] += 1
            self.passed[check] += verdict.outcome == "passed"
            if verdict.mistake:
                texts = verdict.feedback, verdict.gist or verdict.feedback
                self.feedback.setdefault(verdict.mistake, texts)
        self.made.update({verdict.mistake for verdict in report.verdicts if verdict.mistake})

    def summary(self) -> Summary:
        """All that was counted."""
        named = (Named(name, *self.feedback[name], count) for name, count in self.made.items())
        return Summary(
            students=self.students,
            graded=len(self.scores),
            full_marks=self.full_marks,
            max_score=self.max_score,
            mean=statistics.fmean(self.scores) if self.scores else None,
            median=statistics.median(self.scores) if self.scores else None,
            scores=tuple(_bins(self.scores, self.max_score)),
            not_graded=tuple(self.not_graded),
            checks=tuple(Rate(*check, self.passed[check], of) for check, of in self.judged.items()),
            mistakes=tuple(sorted(named, key=lambda one: (-one.students, one.name))),
            slowest=tuple(self.slowest),
            isolation=tuple(sorted(self.isolation)),
        )


def _bins(scores: Sequence[float], most: float) -> Iterable[Bin]:
    """At most ten bins of whole points, and one for all points that there are."""
    width = max(1, math.ceil(most / MAX_BINS))
    counts = Counter(-1 if score >= most else int(score // width) for score in scores)
    whole = float(most).is_integer() and all(score.is_integer() for score in scores)
    for number in range(math.ceil(most / width)) if scores else ():
        low = number * width
        high = min(low + width, most)
        if whole:
            points = f"{low:g} to {high - 1:g}" if high - 1 > low else f"{low:g}"
        else:
            points = f"{low:g} to below {high:g}"
        yield Bin(points, counts[number])
    if scores:
        yield Bin(f"{most:g}", counts[-1])


def _scores(report: Report) -> tuple[str | int | float, str | int | float]:
    if report.status != "graded":
        return "", ""
    return _number(report.score), _number(report.max_score)


def _number(value: float | None) -> str | int | float:
    """A number as short as it can be written; nothing where there is none."""
    if value is None:
        return ""
    return int(value) if float(value).is_integer() else value
