"""The students' pages for a learning platform, or for people, as `grade export` writes them."""

from collections.abc import Mapping, Sequence
from pathlib import Path

from grader.classroom.grade_row import GradeRow
from grader.cli.base import FULL_MARKS, POINTS_MISSING, say
from grader.cli.output import write, write_new
from grader.errors import InputError, OutputUnwritable, WouldOverwrite
from grader.export.feedback import for_moodle, for_people
from grader.export.filling import MAX_NAMED
from grader.export.matching import listed
from grader.export.sheet import Sheet
from grader.handout.wheels import zipped
from grader.printable import counted, enumerated
from grader.render.class_page import FOLDER


class ExportedPages:
    """The pages in the output folder of a class, under other names.

    Raises InputError if there are none of these students.
    """

    def __init__(
        self,
        folder: Path,
        grades: Sequence[GradeRow],
        *,
        to_moodle: bool,
        worksheet: Sheet | None,
    ) -> None:
        pages = _pages(folder / FOLDER, grades)
        self._made = (
            for_moodle(grades, pages, worksheet) if to_moodle else for_people(grades, pages)
        )
        self._to_moodle = to_moodle
        self._guessed = to_moodle and worksheet is None
        self._folder = folder

    def write(self, output: Path | None, *, replace: bool) -> int:
        """Write a zip or a folder, and say who has no page in it; the exit code."""
        usual = "feedback-for-moodle.zip" if self._to_moodle else "feedback-by-name"
        where = output or self._folder / usual
        if self._to_moodle or where.suffix.lower() == ".zip":
            done = write_new(zipped(self._made.files), where, replace=replace)
        else:
            done = _write_folder(self._made.files, where, replace=replace)
        write(f"{done}, with {counted(len(self._made.files), 'page')}.\n")
        self._say_who_is_missing()
        missing = self._made.without_page or self._made.without_number
        return POINTS_MISSING if missing else FULL_MARKS

    def _say_who_is_missing(self) -> None:
        if self._guessed:
            say(
                "The ids in the gradebook were taken for Moodle's participant numbers. If they are "
                "other numbers, name the grading worksheet with --into."
            )
        if self._made.without_page:
            say(f"Without a page in {self._folder / FOLDER}: {_named(self._made.without_page)}.")
        if self._made.without_number:
            say(
                "Without a participant number, and left out: "
                f"{_named(self._made.without_number)}. The grading worksheet of the assignment "
                "has the numbers: name it with --into."
            )


def _pages(folder: Path, grades: Sequence[GradeRow]) -> dict[str, bytes]:
    """The page of each student who has one, by slug."""
    found = {}
    for row in grades:
        page = folder / f"{row.slug}.html"
        try:
            if page.is_file():
                found[row.slug] = page.read_bytes()
        except OSError as error:
            raise InputError(f"{page} cannot be read: {error.strerror}.") from error
    if not found:
        raise InputError(
            f"{folder} has no pages of these students. `grade class` writes them, unless "
            "--no-html is given."
        )
    return found


def _write_folder(files: Mapping[str, bytes], folder: Path, *, replace: bool) -> str:
    """Write all files, or none if one is there with other content and `replace` is off."""
    try:
        if not replace:
            for name, content in files.items():
                path = folder / name
                if path.exists() and (not path.is_file() or path.read_bytes() != content):
                    raise WouldOverwrite(
                        f"{path} already exists with other content, and nothing was written. "
                        "Choose another folder with --output, or add --replace."
                    )
    except OSError as error:
        raise OutputUnwritable(f"{folder} cannot be read: {error.strerror}.") from error
    for name, content in files.items():
        write_new(content, folder / name, replace=replace)
    return f"Wrote {folder}"


def _named(who: Sequence[GradeRow]) -> str:
    return enumerated(listed(who), MAX_NAMED)
