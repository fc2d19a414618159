"""How a class's submissions come in: a folder or a zip archive, as people and platforms make them.

Nothing is unpacked, and no content is held: `HandedIn.read` reads one file when its turn has come.
"""

import stat
from collections.abc import Callable, Iterable
from dataclasses import dataclass
from pathlib import Path

from grader.errors import IntakeUnreadable, StudentsCollide
from grader.intake import names
from grader.intake.archives import from_archive
from grader.intake.choice import Belongs, Student, choose
from grader.intake.files import Listing, from_folder
from grader.intake.layouts import Claim, recognise
from grader.printable import one_line

__all__ = ["HandedIn", "Intake", "collect"]


@dataclass(frozen=True)
class HandedIn:
    """One student's file, still unread.

    `student` is the id as the platform or the file name gives it; `slug` the same, safe as a file
    name; `name` what people call the student, "" where that is not known; `file` the name of the
    file as handed in, "" where there is none. All of them are printable and one line. `read` gives
    the content, or raises SubmissionUnreadable in words for the instructor.
    """

    student: str
    slug: str
    name: str
    file: str
    read: Callable[[], bytes]


@dataclass(frozen=True)
class Intake:
    """A class's submissions, ordered by slug, and sentences on files that are nobody's."""

    layout: str
    handed_in: tuple[HandedIn, ...]
    passed_over: tuple[str, ...]


def collect(path: Path, belongs: Belongs, prefer: str = "submit.py") -> Intake:
    """Every student's submission in a folder or zip archive, each student once.

    Of several files, those are kept for which `belongs(name, content)` is true, and of these the
    one named `prefer`. Raises IntakeUnreadable where there is nothing to be read, and
    StudentsCollide where two ids make one slug.
    """
    listing, is_archive = _listing(path)
    layout = recognise(listing, prefer, is_archive=is_archive)
    students = _students(layout.claims)
    if not students:
        told = "".join(f" ({sentence})" for sentence in layout.passed_over.sentences[:1])
        raise IntakeUnreadable(
            f"{one_line(str(path))} holds no submissions: no .py or .ipynb file, and no folder of "
            f"a student with one.{told} Give the folder or the zip archive that holds them."
        )
    _check_slugs(students)
    handed_in = []
    for student in students:
        file, read = choose(student, belongs, prefer, layout.passed_over)
        shown = names.student_id(student.student)
        slug = names.slug(shown)
        handed_in.append(HandedIn(shown or slug, slug, student.name, file, read))
    handed_in.sort(key=lambda one: (one.slug, one.file))
    return Intake(layout.name, tuple(handed_in), layout.passed_over.all())


def _listing(path: Path) -> tuple[Listing, bool]:
    shown = one_line(str(path))
    try:
        mode = path.stat().st_mode
    except (OSError, ValueError) as error:
        why = "is not there" if isinstance(error, FileNotFoundError) else "cannot be looked into"
        raise IntakeUnreadable(f"{shown} {why}. Check the name and the folder.") from error
    if stat.S_ISDIR(mode):
        return from_folder(path), False
    if stat.S_ISREG(mode) and not names.is_submission(path.name):
        return from_archive(path), True
    hint = f" `grade {shown}` grades a single file." if stat.S_ISREG(mode) else ""
    raise IntakeUnreadable(f"{shown} is neither a folder nor a zip archive of submissions.{hint}")


def _students(claims: Iterable[Claim]) -> list[Student]:
    students: dict[str, Student] = {}
    for claim in claims:
        students.setdefault(claim.student, Student(claim.student)).add(claim)
    return list(students.values())


def _check_slugs(students: list[Student]) -> None:
    first: dict[str, Student] = {}
    for student in students:
        slug = names.slug(names.student_id(student.student))
        other = first.setdefault(slug, student)
        if other is not student:
            raise StudentsCollide(
                f"{_with_files(other)} and {_with_files(student)} are two students who would share "
                f"one name, {slug}, in the gradebook. Rename one of them."
            )


def _with_files(student: Student) -> str:
    members = [claim.member for claim in student.claims if claim.member is not None]
    files = ", ".join(member.shown for member in members[:3]) or "no file"
    return f"{student.shown} ({files})"
