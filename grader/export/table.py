"""A new table of points for any other system, with the titles that it asks for."""

import csv
import io
from collections.abc import Iterable

from grader.classroom.grade_row import GradeRow
from grader.classroom.tables import cell
from grader.errors import InputError
from grader.export.points import as_text

FIELDS = ("student", "name", "points", "max_points", "comment")
Columns = tuple[tuple[str, str], ...]  # the title and the field of each
DEFAULT: Columns = tuple((field, field) for field in FIELDS)


def columns_from(text: str) -> Columns:
    """The columns in "Student ID=student,Score=points". Raises InputError."""
    columns = []
    for part in text.split(","):
        title, _, field = (one.strip() for one in part.rpartition("="))
        if field not in FIELDS:
            raise InputError(
                f"--columns: “{part.strip()}” ends in none of {', '.join(FIELDS)}. Write "
                "TITLE=FIELD for each column, with commas between them."
            )
        columns.append((title or field, field))
    titles = [title for title, _ in columns]
    if len({*titles}) < len(titles):
        raise InputError("--columns names two columns alike. Give each a title of its own.")
    return tuple(columns)


def table(rows: Iterable[GradeRow], columns: Columns = DEFAULT) -> str:
    """The table as CSV, one row a student; who is not graded has no points.

    Names and comments that would be formulas get an apostrophe in front. Ids are as they are, as
    other systems know students by them.
    """
    file = io.StringIO()
    writer = csv.writer(file, lineterminator="\n")
    writer.writerow([title for title, _ in columns])
    for row in rows:
        values = {
            "student": row.student,
            "name": cell(row.name),
            "points": "" if row.points is None else as_text(row.points),
            "max_points": "" if row.max_points is None else as_text(row.max_points),
            "comment": cell(row.comment, len(row.comment) + 1),
        }
        writer.writerow([values[field] for _, field in columns])
    return file.getvalue()
