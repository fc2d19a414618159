"""The pages of students under the names by which people or Moodle hand them back.

Moodle accepts feedback files in a zip (`assignfeedback_file_zip_importer`, mod/assign/feedback/
file): folders are called Full name_number_assignsubmission_file_, as in its own downloads, where
the number is the one behind "Participant" in the worksheet.
"""

import re
from collections.abc import Iterable, Mapping
from typing import NamedTuple

from grader.classroom.grade_row import GradeRow
from grader.export import moodle
from grader.export.matching import pair
from grader.export.sheet import Sheet
from grader.intake.names import file_name

UNSAFE = re.compile(r'[<>:"/\\|?*\x00-\x1f�]+')
PAGE = "feedback.html"
NOBODY = "Participant"
DIGITS = re.compile(r"\d+", re.ASCII)


class Pages(NamedTuple):
    """Files by their path, and who has no page or no number."""

    files: dict[str, bytes]
    without_page: list[GradeRow]
    without_number: list[GradeRow]


def for_people(rows: Iterable[GradeRow], pages: Mapping[str, bytes]) -> Pages:
    """A page for each student, called by the name and the slug. `pages` are by slug."""
    found = Pages({}, [], [])
    for row in rows:
        if row.slug in pages:
            name = _safe(row.name)
            title = f"{name} ({row.slug})" if name else row.slug
            found.files[f"{title}.html"] = pages[row.slug]
        else:
            found.without_page.append(row)
    return found


def for_moodle(
    rows: Iterable[GradeRow], pages: Mapping[str, bytes], worksheet: Sheet | None
) -> Pages:
    """A folder for each student with the page in it, as Moodle takes them back.

    The numbers come from the worksheet, or are the ids in the gradebook that are numbers. Raises
    InputError.
    """
    rows = list(rows)
    numbers = _numbers(rows) if worksheet is None else _numbers_in(worksheet, rows)
    found = Pages({}, [], [])
    for row in rows:
        if row.slug not in pages:
            found.without_page.append(row)
        elif row.student not in numbers:
            found.without_number.append(row)
        else:
            # "_" separates the parts for Moodle
            name = _safe(row.name.replace("_", " ")) or NOBODY
            folder = f"{name}_{numbers[row.student]}_assignsubmission_file_"
            found.files[f"{folder}/{PAGE}"] = pages[row.slug]
    return found


def _numbers(rows: Iterable[GradeRow]) -> dict[str, str]:
    ids = {row.student: (row.student, *row.known_as) for row in rows}
    return {
        student: number
        for student, several in ids.items()
        if (number := next(filter(DIGITS.fullmatch, several), ""))
    }


def _numbers_in(worksheet: Sheet, rows: Iterable[GradeRow]) -> dict[str, str]:
    numbers = moodle.participants(worksheet)
    paired = pair(rows, worksheet).rows
    return {row.student: numbers[line] for line, row in paired.items() if line in numbers}


def _safe(name: str) -> str:
    """A name that a file can have anywhere, and that is not hidden."""
    return file_name(" ".join(UNSAFE.sub(" ", name).split())).strip(" .~")
