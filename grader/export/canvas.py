"""Fills the gradebook that Canvas exported as CSV.

What the file holds is read from `GradebookExporter`, what Canvas makes of it from
`GradebookImporter` (instructure/canvas-lms, lib/). The first columns say who, up to Section; then
come columns of the teacher's own, assignments with their number in the title, and totals, which are
read-only. Points are the only thing that is read back: there is no column for comments.
"""

import re
from collections.abc import Collection, Iterable, Sequence
from dataclasses import replace

from grader.classroom.grade_row import GradeRow
from grader.errors import InputError
from grader.export.filling import Column, Filled, fill
from grader.export.matching import pair
from grader.export.points import as_number
from grader.export.sheet import Sheet
from grader.intake.names import folded
from grader.intake.roster import header_of
from grader.printable import enumerated, one_line

SECTION = "Section"
POINTS_POSSIBLE = "Points Possible"
TOTAL = re.compile(r"(Current|Final) (Score|Points|Grade)|Override (Score|Grade|Status)")
NUMBERED = re.compile(r"(?P<name>.*)\s\((?P<number>\d+)\)", re.DOTALL)
NOT_ASSIGNED = "N/A"
UNASSIGNED = "Canvas has not assigned this to them (N/A), and ignores points of theirs"
TEST_STUDENT = "Test Student"  # of "Student View"
COMMA = re.compile(r"\d+,\d+")
MAX_NAMED = 40


def filled(
    sheet: Sheet,
    rows: Iterable[GradeRow],
    names: Collection[str],
    column: str | None = None,
    *,
    scale: bool = False,
    overwrite: bool = False,
) -> Filled:
    """The gradebook with the points of these rows in one column.

    `column` is its title or the name in it; without one, it is the column with one of `names`.
    Raises InputError.
    """
    header, titles = _titles(sheet)
    above = [line for line, row in enumerate(sheet.values) if POINTS_POSSIBLE in row[0]]
    possible = above[0] if above else None
    number = _chosen(sheet, titles, possible, names, column)
    limit = "" if possible is None else sheet.value(possible, number)
    pairing = pair(rows, sheet)
    alone = {line: one for line, one in pairing.alone.items() if one.name != TEST_STUDENT}
    here = [sheet.value(line, number) for line in range(header + 1, len(sheet.rows))]
    closed = {
        line: UNASSIGNED for line in pairing.rows if sheet.value(line, number) == NOT_ASSIGNED
    }
    mark = "," if any(map(COMMA.fullmatch, here)) else "."
    where = Column(number, titles[number], as_number(limit), mark, closed)
    return fill(sheet, replace(pairing, alone=alone), where, scale=scale, overwrite=overwrite)


def _titles(sheet: Sheet) -> tuple[int, list[str]]:
    header, _ = header_of(sheet.values, sheet.file)
    titles = sheet.values[header]
    begins = [title for title in titles[:3] if title in ("Student", "LastName", "ID")]
    if len(begins) < 2 or SECTION not in titles:
        raise InputError(
            f"{sheet.file} is not a gradebook exported from Canvas, which begins with the columns "
            "Student, ID and so on up to Section. In Canvas, choose Gradebook, Export, Export "
            "Entire Gradebook."
        )
    return header, titles


def _chosen(
    sheet: Sheet,
    titles: Sequence[str],
    possible: int | None,
    names: Collection[str],
    column: str | None,
) -> int:
    """The column that is meant, if it is exactly one and Canvas lets it be changed."""
    wanted = {_plain(one) for one in (names if column is None else (column,))}
    of_points = _of_points(titles)
    fits = [n for n in of_points if _plain(titles[n]) in wanted]
    fits = fits or [n for n in of_points if _plain(_name(titles[n])) in wanted]
    if not fits:
        asked = "the exercise" if column is None else f"“{one_line(column)}”"
        listed = _quoted(titles[n] for n in of_points) or "no assignment"
        raise InputError(
            f"{sheet.file} has no column named like {asked}. It has {listed}. Name one of them "
            "with --column."
        )
    first = titles[fits[0]]
    if len(fits) > 1:
        alike = [titles[n] for n in fits]
        raise InputError(
            f"{sheet.file} has the column “{one_line(first)}” more than once. Export it again."
            if len(set(alike)) < len(alike)
            else f"{sheet.file} has more than one column that fits: {_quoted(alike)}. Name one "
            "with its number: --column 'NAME (NUMBER)'."
        )
    limit = "" if possible is None else sheet.value(possible, fits[0])
    if limit and as_number(limit) is None:  # "(read only)", in the language of the export
        raise InputError(
            f"The column “{one_line(first)}” of {sheet.file} is read-only: Canvas would ignore "
            "what is written there. Name another one with --column."
        )
    return fits[0]


def _of_points(titles: Sequence[str]) -> list[int]:
    """The columns of assignments; those of the teacher's own have no number in their title."""
    first = titles.index(SECTION) + 1
    found = [n for n in range(first, len(titles)) if titles[n] and not TOTAL.search(titles[n])]
    return [n for n in found if NUMBERED.fullmatch(titles[n])] or found


def _quoted(titles: Iterable[str]) -> str:
    return enumerated([f"“{one_line(title)}”" for title in titles], MAX_NAMED)


def _name(title: str) -> str:
    """A title without the number behind it, as `Assignment.title_and_id` takes it apart."""
    found = NUMBERED.fullmatch(title)
    return found["name"] if found else title


def _plain(title: str) -> str:
    return " ".join(folded(title).split())
