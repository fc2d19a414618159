"""The submission in a folder with the files of one student, as Gradescope lays them out."""

from pathlib import Path

from grader.intake import HandedIn
from grader.intake.choice import Appraise, Look, Student, choose
from grader.intake.files import from_folder
from grader.intake.layouts import Claim, with_archives_opened


def collect_one(folder: Path, appraise: Appraise, exercise: str) -> HandedIn:
    """The file in a folder that answers the exercise, chosen as in a class.

    Its `read` raises SubmissionUnreadable if there is none, with a message for the student. No
    folder is taken for a student, whatever the files are called. Raises IntakeUnreadable if the
    folder itself cannot be read.
    """
    listing = from_folder(folder)
    student = Student("", reads=True)
    claims = (Claim("", file=one.parts[-1], member=one) for one in listing.members)
    for claim in with_archives_opened(claims):
        student.add(claim)
    choice = choose(student, Look(appraise), exercise, listing.passed_over)
    return HandedIn("", "", "", choice.file, choice.read, choice.beside)
