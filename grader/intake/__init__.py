"""Finds the submissions of a class in a folder or zip archive, in the layouts of many platforms.

Nothing is unpacked, and no content is kept: `HandedIn.read` reads one file when it is needed.
"""

import stat
from collections.abc import Callable, Iterable
from dataclasses import dataclass
from itertools import islice
from pathlib import Path

from grader.errors import ExerciseUnknown, IntakeUnreadable
from grader.intake import names
from grader.intake.archives import from_archive
from grader.intake.choice import Appraise, Look, Student, choose, find_exercise
from grader.intake.files import Listing, Member, PassedOver, from_folder
from grader.intake.layouts import Claim, recognise, with_archives_opened
from grader.printable import one_line

__all__ = ["HandedIn", "Intake", "collect"]

# students whose files are looked at for finding out which exercise a class was given
LOOKED_AT = 50


@dataclass(frozen=True)
class HandedIn:
    """One student's file, not read yet.

    `student` is the id that the platform or the file name gives; `slug` is the id made safe as a
    file name; `name` is the student's name, or ""; `file` is the name of the file as handed in, or
    "". `beside` are the names of other files that could be graded and were not. All of them are
    printable and on one line. `handed_in_at` is an ISO time as the platform gives it, mostly
    without a time zone, or ""; `late` is what the platform says, or None. `known_as` are other ids
    of the same person, by the roster; who is `absent` is in the roster and handed in nothing.
    `read` returns the content, or raises SubmissionUnreadable with a message for the instructor.
    """

    student: str
    slug: str
    name: str
    file: str
    read: Callable[[], bytes]
    beside: tuple[str, ...] = ()
    handed_in_at: str = ""
    late: bool | None = None
    known_as: tuple[str, ...] = ()
    absent: bool = False


@dataclass(frozen=True)
class Intake:
    """A class's submissions in the order of their slugs, and sentences about files left out."""

    layout: str
    exercise: str
    handed_in: tuple[HandedIn, ...]
    passed_over: tuple[str, ...]


def collect(
    path: Path, appraise: Appraise, exercise: str | None = None, output: Path | None = None
) -> Intake:
    """Every student's submission in a folder or zip archive, each student once.

    `appraise(name, content)` says what a file holds, or None if it cannot be read. The exercise is
    the one that most students answer, if it is not given; of a student's files, the one that
    answers it counts. `output` is a folder that is nobody's. Raises IntakeUnreadable if there is
    nothing to read, and ExerciseUnknown if nobody's file says which exercise it is for.
    """
    listing = _listing(path, output)
    layout = recognise(listing, lambda member: _answered(member, appraise))
    look = Look(appraise)
    students = _students(with_archives_opened(layout.claims))
    if not students:
        example = _example(layout.passed_over)
        raise IntakeUnreadable(
            f"{one_line(str(path))} holds no submissions: no .py or .ipynb file, and no student's "
            f"folder with one.{example} Name the folder or zip archive that holds them."
        )
    if exercise is None:
        exercise = _found(find_exercise(islice(students, LOOKED_AT), look))
    ids = names.own_ids([one.student for one in students])
    slugs = names.own_slugs(list(ids.values()))
    handed_in = []
    for student in students:
        choice = choose(student, look, exercise, layout.passed_over)
        identity = ids[student.student]
        slug = slugs[identity]
        of = choice.claim or next(iter(student.claims), Claim(""))
        handed_in.append(
            HandedIn(
                identity or slug,
                slug,
                student.name,
                choice.file,
                choice.read,
                choice.beside,
                of.handed_in_at,
                of.late,
            )
        )
    handed_in.sort(key=lambda one: (one.slug, one.file))
    return Intake(layout.name, exercise, tuple(handed_in), layout.passed_over.all())


def _listing(path: Path, output: Path | None) -> Listing:
    place = one_line(str(path))
    try:
        mode = path.stat().st_mode
    except (OSError, ValueError) as error:
        why = "is not there" if isinstance(error, FileNotFoundError) else "cannot be opened"
        raise IntakeUnreadable(f"{place} {why}. Check the name and the folder.") from error
    if stat.S_ISDIR(mode):
        return from_folder(path, output)
    if stat.S_ISREG(mode) and not names.is_submission(path.name):
        return from_archive(path)
    hint = f" `grade {place}` grades a single file." if stat.S_ISREG(mode) else ""
    raise IntakeUnreadable(f"{place} is neither a folder nor a zip archive of submissions.{hint}")


def _answered(member: Member, appraise: Appraise) -> str | None:
    """The exercise that a file answers, or None."""
    found = Look(appraise)(Claim("", file=member.parts[-1], member=member))
    return found.exercise if found and not found.is_stub else None


def _students(claims: Iterable[Claim]) -> list[Student]:
    students: dict[str, Student] = {}
    for claim in claims:
        # an id in another Unicode form is the same to everyone who reads it
        identity = names.normalised(claim.student)
        students.setdefault(identity, Student(identity)).add(claim)
    return list(students.values())


def _example(passed_over: PassedOver) -> str:
    """One sentence about what was left out, in brackets, and how many more there are."""
    if not passed_over.sentences:
        return ""
    first, *others = passed_over.sentences
    left = len(others) + passed_over.more
    return f" ({first}{f' … and {left} more' if left else ''})"


def _found(votes: dict[str, int]) -> str:
    if not votes:
        raise ExerciseUnknown(
            "None of the submissions says which exercise it is for. Name it with --exercise."
        )
    most = max(votes.values())
    first, *others = sorted(name for name, number in votes.items() if number == most)
    if others:
        raise ExerciseUnknown(
            f"The submissions answer {' and '.join([first, *others])} equally often. Name the "
            "one to grade with --exercise."
        )
    return first
