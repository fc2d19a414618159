"""The grades of a class as tables: CSV for spreadsheets, JSON for programs."""

import csv
import re
from collections.abc import Iterable, Mapping, Sequence
from typing import TextIO

import msgspec
from msgspec import Struct

from grader.classroom.attempt import Attempt
from grader.classroom.gradebook import Count
from grader.course.final import Final
from grader.printable import one_line
from grader.report import Report

SCHEMA = 1
MAX_CELL = 1000
# Where a spreadsheet sees a formula: at the start of a cell, and after a semicolon, which ends a
# cell in countries with a decimal comma. Fullwidth signs count like the others.
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
    "handed_in_at",
    "late",
    "final_score",
    "days_late",
    "deduction",
    "bonus",
    "comment",
)


class Listed(Struct, frozen=True, kw_only=True):
    """A student in grades.json: the counting attempt, its report, and its points in the end."""

    student: str
    slug: str
    name: str
    attempt: int
    graded_at: str
    handed_in_at: str
    late: bool | None
    final: Final | None
    report: Report


class Grades(Struct, frozen=True, kw_only=True):
    """The whole of grades.json."""

    schema: int = SCHEMA
    exercise: str
    count: Count
    students: list[Listed]


def write_csv(
    attempts: Iterable[Attempt], checks: Sequence[tuple[str, float]], file: TextIO
) -> None:
    """A row per student, and a column per check with its points.

    No cell is a formula: what would be one gets an apostrophe in front. The file begins with the
    mark by which spreadsheets know UTF-8.
    """
    file.write("\ufeff")
    writer = csv.writer(file, lineterminator="\n")
    titles = [title for title, _ in checks]
    writer.writerow([*COLUMNS, *map(cell, titles)])
    for attempt in attempts:
        report = attempt.report
        earned = {verdict.check: verdict.score for verdict in report.verdicts}
        ran = report.isolation if report.status == "graded" else ""
        texts = (attempt.file, attempt.graded_at, ran, report.reason or "", attempt.handed_in_at)
        writer.writerow(
            [
                *map(cell, (attempt.student.student, attempt.student.name, report.status)),
                *_scores(report),
                attempt.number,
                *map(cell, texts),
                {None: "", True: "yes", False: "no"}[attempt.late],
                *_final(attempt),
                *(_number(earned.get(title)) for title in titles),
            ]
        )


def cell(text: str, limit: int = MAX_CELL) -> str:
    """Text for one cell: on one line, cut at `limit`, and not a formula in any spreadsheet."""
    return FORMULA.sub(r"\1'", one_line(text, limit))


def write_json(attempts: Iterable[Attempt], meta: Mapping[str, object], file: TextIO) -> None:
    """An object with the fields of `meta` and the list `students`, with their whole reports.

    Each student is written as they come, so that a class of any size takes little memory.
    """
    head = msgspec.json.encode({"schema": SCHEMA, **meta})[:-1].decode()
    file.write(f'{head},"students":[')
    for place, attempt in enumerate(attempts):
        student = attempt.student
        entry = Listed(
            student=student.student,
            slug=student.slug,
            name=student.name,
            attempt=attempt.number,
            graded_at=attempt.graded_at,
            handed_in_at=attempt.handed_in_at,
            late=attempt.late,
            final=attempt.final,
            report=attempt.report,
        )
        file.write((",\n" if place else "\n") + msgspec.json.encode(entry).decode())
    file.write("\n]}\n")


def _scores(report: Report) -> tuple[str | int | float, str | int | float]:
    if report.status != "graded":
        return "", ""
    return _number(report.score), _number(report.max_score)


def _final(attempt: Attempt) -> tuple[str | int | float, ...]:
    """The final points and how they come, with what is said of single checks in the comment."""
    known = attempt.final
    if known is None:
        return ("",) * 5
    numbers: tuple[float | None, ...] = (None,) * 4
    if known.points is not None:
        numbers = (known.points, known.days_late, known.deduction, known.bonus)
    return *map(_number, numbers), cell(known.whole_comment)


def _number(value: float | None) -> str | int | float:
    """A number without a needless .0; an empty cell for None."""
    if value is None:
        return ""
    return int(value) if float(value).is_integer() else value
