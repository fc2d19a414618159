"""Every exception that a person can meet, in the words they read.

    GradeError
    ├── InputError                 exit code 2: the command cannot work with what it was given
    │   ├── SubmissionUnreadable   missing, a folder, empty, too large, not text, a broken notebook
    │   ├── ExerciseUnknown        no exercise has that name, or none was recognised
    │   ├── IntakeUnreadable       a class's submissions are missing or in no known layout
    │   ├── StudentUnknown         the gradebook has no student with that id
    │   ├── ExerciseChanged        the gradebook's reports are of an earlier version
    │   ├── CourseUnusable         course.toml cannot be read, or has a value without a meaning
    │   ├── CourseMisconfigured    the configuration of an nbgrader course cannot be used
    │   ├── WouldOverwrite         a file already exists
    │   ├── OutputUnwritable       an output file or folder cannot be written
    │   └── GradebookOfAnother     the gradebook is another exercise's, or of a newer version
    └── GraderError                exit code 3: our error, never the student's
        ├── ExerciseBroken         an exercise folder breaks its contract
        ├── CasebookUnusable       a casebook is damaged, edited or stale
        ├── WorkerUnavailable      the process that runs submissions did not start, or was lost
        ├── TookWorkersDown        a submission during which workers of a cluster were lost
        ├── ClusterLost            the scheduler of a cluster, or all of its workers, are gone
        ├── GradebookUnusable      the gradebook cannot be opened, read or written
        ├── Stumbled               an unexpected error in the grader
        └── SandboxUnavailable     submissions cannot be confined on this system

Each message says what happened, where, and what to do next.
"""

import traceback
from difflib import get_close_matches
from pathlib import Path

from grader.printable import one_line


class GradeError(Exception):
    """Base of all errors that end a command with a message instead of a traceback."""

    exit_code = 3

    def _render_traceback_(self) -> list[str]:
        """What IPython shows in a notebook: the message, as on the command line."""
        return [f"{type(self).__name__}: {self}"]


class InputError(GradeError):
    """The command cannot work with what it was given."""

    exit_code = 2


class SubmissionUnreadable(InputError):
    """A submission could not be read as source text."""


class ExerciseUnknown(InputError):
    """No exercise has that name, or none was recognised."""


class IntakeUnreadable(InputError):
    """The submissions of a class are missing, in no known layout, or cannot be read."""


class StudentUnknown(InputError):
    """The gradebook has no student with that id."""

    def __init__(self, student: str, known: list[str]) -> None:
        near = get_close_matches(student, known, cutoff=0.5)
        hint = f" Did you mean {' or '.join(map(one_line, near))}?" if near else ""
        super().__init__(
            f"{one_line(student)} is not in the gradebook.{hint} `grade students` lists the ids."
        )


class ExerciseChanged(InputError):
    """The gradebook holds reports of an earlier version of the exercise."""

    def __init__(self, exercise: str, *, new_questions: bool = False) -> None:
        if new_questions:
            text = (
                f"A check of {exercise} asks a new question, or a data file has changed: the "
                "answers in the gradebook do not cover that. Add --regrade and the submissions to "
                "grade all of them again."
            )
        else:
            text = (
                f"{exercise} has changed since this gradebook was made. Use --rejudge to apply "
                "new points, tolerances, hints or mistakes to the answers in it, without running "
                "any submission, or --regrade to grade all submissions again."
            )
        super().__init__(text)


class CourseUnusable(InputError):
    """course.toml cannot be read, or says something that has no meaning."""


class CourseMisconfigured(InputError):
    """The configuration of an nbgrader course, which is a program, cannot be used."""


class WouldOverwrite(InputError):
    """Writing would replace a file that already exists."""


class OutputUnwritable(InputError):
    """An output file or folder cannot be written."""


class GradebookOfAnother(InputError):
    """The gradebook holds another exercise, or is of a newer version."""


class GraderError(GradeError):
    """The error is on the grading side."""


class ExerciseBroken(GraderError):
    """An exercise folder breaks its contract: in this file and line, and in the check so titled.

    `details` are for its author, and may quote the hidden half: they are in no report.
    """

    def __init__(
        self,
        text: str,
        *,
        file: Path | None = None,
        line: int | None = None,
        check: str = "",
        details: str = "",
    ) -> None:
        super().__init__(text)
        self.details = details
        self.file = file
        self.line = line
        self.check = check


class CasebookUnusable(GraderError):
    """The casebook of an exercise is cut off, edited, or of an earlier version of its files."""


class WorkerUnavailable(GraderError):
    """The process that runs submissions did not start, or was lost."""


class TookWorkersDown(GraderError):
    """Workers of a cluster were lost while they ran a submission, one after the other."""


class ClusterLost(GraderError):
    """The scheduler of a cluster cannot be reached, or no worker of it can be used."""


class GradebookUnusable(GraderError):
    """The gradebook cannot be opened, read or written; its content is kept."""


class SandboxUnavailable(GraderError):
    """Submissions cannot be confined on this system, or not well enough."""

    def __init__(self, reason: str) -> None:
        self.reason = reason
        super().__init__(
            f"The sandbox is not available: {reason}. Nothing was graded. docs/instructors.md "
            "lists what it needs; --no-sandbox (for nbgrader, c.GradeInSandbox.sandbox = False) "
            "runs submissions unconfined, and every report says so."
        )


class Stumbled(GraderError):
    """An unexpected error in the grader, with what a bug report needs."""

    def __init__(self, error: Exception) -> None:
        last = traceback.extract_tb(error.__traceback__)[-1]
        super().__init__(
            f"an error in the grader itself: {type(error).__name__}: {one_line(str(error))} "
            f"({Path(last.filename).name}, line {last.lineno}). "
            "The submission is not at fault. Please report this."
        )
