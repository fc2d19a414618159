"""Finds the submissions of a class in a folder or zip archive, in the layouts of many platforms.

Nothing is unpacked, and no content is kept: `HandedIn.read` reads one file when it is needed.
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
    """One student's file, not read yet.

    `student` is the id that the platform or the file name gives; `slug` is the id made safe as a
    file name; `name` is the student's name, or ""; `file` is the name of the file as handed in, or
    "". All of them are printable and on one line. `read` returns the content, or raises
    SubmissionUnreadable with a message for the instructor.
    """

    student: str
    slug: str
    name: str
    file: str
    read: Callable[[], bytes]


@dataclass(frozen=True)
class Intake:
    """A class's submissions in the order of their slugs, and sentences about files left out."""

    layout: str
    handed_in: tuple[HandedIn, ...]
    passed_over: tuple[str, ...]


def collect(path: Path, belongs: Belongs, prefer: str = "submit.py") -> Intake:
    """Every student's submission in a folder or zip archive, each student once.

    If a student has several files, those count for which `belongs(name, content)` is true, and of
    these the one named `prefer`. Raises IntakeUnreadable if there is nothing to read, and
    StudentsCollide if two ids make the same slug.
    """
    listing, is_archive = _listing(path)
    layout = recognise(listing, prefer, is_archive=is_archive)
    students = _students(layout.claims)
    if not students:
        example = "".join(f" ({sentence})" for sentence in layout.passed_over.sentences[:1])
        raise IntakeUnreadable(
            f"{one_line(str(path))} holds no submissions: no .py or .ipynb file, and no student's "
            f"folder with one.{example} Name the folder or zip archive that holds them."
        )
    _check_slugs(students)
    handed_in = []
    for student in students:
        file, read = choose(student, belongs, prefer, layout.passed_over)
        identity = names.student_id(student.student)
        slug = names.slug(identity)
        handed_in.append(HandedIn(identity or slug, slug, student.name, file, read))
    handed_in.sort(key=lambda one: (one.slug, one.file))
    return Intake(layout.name, tuple(handed_in), layout.passed_over.all())


def _listing(path: Path) -> tuple[Listing, bool]:
    place = one_line(str(path))
    try:
        mode = path.stat().st_mode
    except (OSError, ValueError) as error:
        why = "is not there" if isinstance(error, FileNotFoundError) else "cannot be opened"
        raise IntakeUnreadable(f"{place} {why}. Check the name and the folder.") from error
    if stat.S_ISDIR(mode):
        return from_folder(path), False
    if stat.S_ISREG(mode) and not names.is_submission(path.name):
        return from_archive(path), True
    hint = f" `grade {place}` grades a single file." if stat.S_ISREG(mode) else ""
    raise IntakeUnreadable(f"{place} is neither a folder nor a zip archive of submissions.{hint}")


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
                f"{_with_files(other)} and {_with_files(student)} would share the name {slug} "
                "in the gradebook. Rename one of them."
            )


def _with_files(student: Student) -> str:
    members = [claim.member for claim in student.claims if claim.member is not None]
    files = ", ".join(member.path for member in members[:3]) or "no file"
    return f"{student.described} ({files})"
