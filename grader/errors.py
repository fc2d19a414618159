"""Every exception that a person can meet, in the words they read.

    GradeError
    ├── InputError                 exit code 2: what was asked cannot be done as it stands
    │   ├── SubmissionUnreadable   not there, a folder, empty, too large, not text, no notebook
    │   ├── ExerciseUnknown        no exercise of that name, or none recognised
    │   ├── WouldOverwrite         a file is there already
    │   └── OutputUnwritable       the report could not be written where it was asked for
    └── GraderError                exit code 3: ours to mend, never the student's
        ├── ExerciseBroken         an exercise folder does not keep its contract
        └── WorkerUnavailable      the process that runs submissions did not start

Each message says what happened, where, and what to do next.
"""


class GradeError(Exception):
    """Base of all errors that end a command with a message instead of a traceback."""

    exit_code = 3


class InputError(GradeError):
    """The command was given something that it cannot work with."""

    exit_code = 2


class SubmissionUnreadable(InputError):
    """A submission could not be read as source text."""


class ExerciseUnknown(InputError):
    """No exercise has that name, or none could be recognised."""


class WouldOverwrite(InputError):
    """Writing would replace a file that is there already."""


class OutputUnwritable(InputError):
    """The report could not be written where it was asked for."""


class GraderError(GradeError):
    """Something on the grading side is at fault."""


class ExerciseBroken(GraderError):
    """An exercise folder does not keep its contract."""


class WorkerUnavailable(GraderError):
    """The worker process could not be started, or was lost."""
