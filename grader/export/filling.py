"""Fills a platform's file with points, and says who is left out."""

from collections.abc import Mapping
from dataclasses import dataclass, field

from grader.classroom.grade_row import GradeRow
from grader.errors import InputError
from grader.export.matching import Pairing, called, listed
from grader.export.points import as_text, says
from grader.export.sheet import Place, Sheet
from grader.printable import counted, enumerated, one_line

MAX_NAMED = 50
NOTHING = ("", "-")  # how platforms write that there is no grade yet
CLOSE = 1e-9


@dataclass(frozen=True)
class Column:
    """Where the points go in a file: the column, its title and the maximum that the platform has.

    `maximum` is None if the file does not say it. `mark` stands before decimals. `closed` says for
    rows that the platform does not let anybody change, why.
    """

    number: int
    title: str
    maximum: float | None
    mark: str = "."
    closed: Mapping[int, str] = field(default_factory=dict)


@dataclass(frozen=True)
class Filled:
    """A filled file. `points` counts the students with points in it.

    `sentences` say who is missing on either side; it is `complete` if everybody with points is in
    the file.
    """

    content: bytes
    points: int
    sentences: tuple[str, ...]
    complete: bool


def fill(
    sheet: Sheet,
    pairing: Pairing,
    column: Column,
    *,
    scale: bool,
    overwrite: bool,
    texts: Mapping[Place, str] | None = None,
) -> Filled:
    """The sheet with the points of everybody who is graded, and with these texts.

    Nobody else's cells change. With `scale`, points are converted to the maximum of the file.
    Raises InputError if the maxima differ without it, and if a cell holds something else that is
    not to be overwritten.
    """
    open_rows = {
        line: row
        for line, row in pairing.rows.items()
        if row.points is not None and line not in column.closed
    }
    points = {line: _points(row, column, sheet, scale) for line, row in open_rows.items()}
    changes: dict[Place, str] = {}
    others: list[str] = []
    for line, row in open_rows.items():
        place, written = (line, column.number), as_text(points[line], column.mark)
        old = sheet.value(*place)
        if not says(old, points[line]):
            changes[place] = written
            others += [_other(row, old, written)] if old not in NOTHING else []
    for place, text in (texts or {}).items():
        old = sheet.value(*place)
        if place[0] not in column.closed and old != text:
            changes[place] = text
            others += [_other(pairing.rows[place[0]], old, text)] if old else []
    if others and not overwrite:
        raise InputError(
            f"{sheet.file} already has something else in {counted(len(others), 'cell')}, and "
            f"nothing was written: {enumerated(others, MAX_NAMED)}. Add --overwrite to replace it."
        )
    sentences = tuple(_sentences(sheet, pairing, column))
    left_out = [*pairing.strangers, *pairing.unclear]
    left_out += [row for line, row in pairing.rows.items() if line in column.closed]
    complete = all(row.points is None for row in left_out)
    return Filled(sheet.filled(changes), len(points), sentences, complete)


def _points(row: GradeRow, column: Column, sheet: Sheet, scale: bool) -> float:
    assert row.points is not None
    maximum, ours = column.maximum, row.max_points
    if maximum is None or ours is None or abs(maximum - ours) < CLOSE:
        return row.points
    if scale and ours > 0:
        return row.points / ours * maximum
    raise InputError(
        f"{sheet.file} has a maximum of {as_text(maximum)} for {one_line(column.title)}, and the "
        f"gradebook one of {as_text(ours)} for {one_line(row.called)}: is it the file of another "
        "assignment? If not, --scale converts the points to the maximum of the file."
    )


def _other(row: GradeRow, old: str, new: str) -> str:
    return f"{one_line(row.called)} has {one_line(old, 60)}, not {one_line(new, 60)}"


def _sentences(sheet: Sheet, pairing: Pairing, column: Column) -> list[str]:
    reasons: dict[str, list[str]] = {}
    for line, why in column.closed.items():
        row = pairing.rows.get(line)
        if row is not None and row.points is not None:
            reasons.setdefault(why, []).append(one_line(row.called))
    ungraded = [row for row in pairing.rows.values() if row.points is None]
    alone = [called(person) for person in pairing.alone.values()]
    renamed = [f"{one_line(row.called)} is {called(who)} there" for row, who in pairing.renamed]
    by_name = [f"{one_line(row.called)} is {called(who)} there" for row, who in pairing.by_name]
    several = f"Several students of the gradebook fit one row of {sheet.file}"
    lists = [
        (
            f"Not found in {sheet.file} by id, or by a name that only one student has",
            listed(pairing.strangers),
        ),
        (several, listed(pairing.unclear)),
        ("Matched by id although the names differ; please check", renamed),
        ("Matched by name and not by id; please check", by_name),
        *reasons.items(),
        ("Not graded, so nothing was written", listed(ungraded)),
        (f"In {sheet.file} and not in the gradebook", alone),
    ]
    found = [f"{what}: {enumerated(who, MAX_NAMED)}." for what, who in lists if who]
    if column.maximum is None:
        found.append(
            f"{sheet.file} does not say the maximum of {one_line(column.title)}: the points were "
            "written as they are."
        )
    return found
