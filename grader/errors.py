"""Every exception that a person can meet, in the words they read.

    GradeError
    ├── InputError                 exit code 2: what was asked cannot be done as it stands
    │   ├── SubmissionUnreadable   not there, a folder, empty, too large, not text, no notebook
    │   ├── ExerciseUnknown        no exercise of that name, or none recognised
    │   ├── IntakeUnreadable       submissions of a class: not there, in no known form, or none
    │   ├── StudentsCollide        two students of a class would share one name
    │   ├── ExerciseChanged        a gradebook holds reports of other checks
    │   ├── WouldOverwrite         a file is there already
    │   ├── OutputUnwritable       the report could not be written where it was asked for
    │   └── GradebookOfAnother     the gradebook there is another exercise's, or a newer one
    └── GraderError                exit code 3: ours to mend, never the student's
        ├── ExerciseBroken         an exercise folder does not keep its contract
        ├── WorkerUnavailable      the process that runs submissions did not start
        ├── GradebookUnusable      the gradebook cannot be opened, read or written
        └── SandboxUnavailable     submissions cannot be confined on this system

Each message says what happened, where, and what to do next.
"""

import traceback
from pathlib import Path

from grader.printable import one_line


class GradeError(Exception):
    """Base of all errors that end a command with a message instead of a traceback."""

    exit_code = 3

    def _render_traceback_(self) -> list[str]:
        """What IPython shows in a notebook: the message, as on the command line."""
        return [f"{type(self).__name__}: {self}"]


class InputError(GradeError):
    """The command was given something that it cannot work with."""

    exit_code = 2


class SubmissionUnreadable(InputError):
    """A submission could not be read as source text."""


class ExerciseUnknown(InputError):
    """No exercise has that name, or none could be recognised."""


class IntakeUnreadable(InputError):
    """The submissions of a class are not where they were said to be, or cannot be read."""


class StudentsCollide(InputError):
    """Two students of a class have different ids that make one and the same file name."""


class ExerciseChanged(InputError):
    """The gradebook holds reports of the exercise as it was before."""

    def __init__(self, exercise: str, *, new_questions: bool = False) -> None:
        if new_questions:
            text = (
                f"A check of {exercise} asks what was not asked before, so old answers do not "
                "tell. Add --regrade and the submissions, to grade all of them anew."
            )
        else:
            text = (
                f"{exercise} is not what it was when this gradebook was made. Use --rejudge to "
                "apply other points, tolerances, hints or mistakes to what is there (no submission "
                "is run for that), or --regrade to grade all submissions anew."
            )
        super().__init__(text)


class WouldOverwrite(InputError):
    """Writing would replace a file that is there already."""


class OutputUnwritable(InputError):
    """The report could not be written where it was asked for."""


class GradebookOfAnother(InputError):
    """The gradebook there holds another exercise, other checks, or is of a newer version."""


class GraderError(GradeError):
    """Something on the grading side is at fault."""


class ExerciseBroken(GraderError):
    """An exercise folder does not keep its contract."""


class WorkerUnavailable(GraderError):
    """The worker process could not be started, or was lost."""


class GradebookUnusable(GraderError):
    """The gradebook cannot be opened, read or written; what it holds is kept."""


class SandboxUnavailable(GraderError):
    """Submissions cannot be confined on this system, or not as they should be."""

    def __init__(self, reason: str) -> None:
        super().__init__(
            f"The sandbox cannot be had: {reason}. Nothing was graded. README.md says what it "
            "needs; --no-sandbox (for nbgrader, c.GradeInSandbox.sandbox = False) runs submissions "
            "unconfined, and every report says so."
        )


def own_fault(error: Exception) -> str:
    """An error that nobody foresaw, with what a report of it needs."""
    last = traceback.extract_tb(error.__traceback__)[-1]
    return (
        f"the grader itself stumbled: {type(error).__name__}: {one_line(str(error))} "
        f"({Path(last.filename).name}, line {last.lineno}). "
        "This is not a fault of the submission; please report it."
    )
