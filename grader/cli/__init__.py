"""The `grade` command; the only place that prints or exits."""

import click

from grader import __version__
from grader.cli.group import GRADE_FILES, GradeGroup

# For each command, where it is and its line in the help. Its module is imported only when it is
# used, so that `grade --help` answers at once.
COMMANDS = {
    GRADE_FILES: ("grader.cli.files:grade_submissions", ""),
    "class": ("grader.cli.classes:class_command", "Grade a whole class into a gradebook."),
    "exercises": ("grader.cli.exercises:list_exercises", "List the exercises."),
    "start": ("grader.cli.exercises:start", "Start an exercise in a new folder."),
    "watch": ("grader.cli.watch:watch", "Grade a submission each time it is saved."),
    "package": ("grader.cli.package:package", "Turn an exercise into an assignment."),
    "lint": ("grader.cli.lint:lint", "Check that exercises grade correctly."),
}


@click.group(
    cls=GradeGroup,
    table=COMMANDS,
    context_settings={"help_option_names": ["-h", "--help"]},
)
@click.version_option(__version__, prog_name="grade")
def main() -> None:
    """Grade exercises on PyTorch training loops.

    SUBMISSION is a Python file, a notebook, or - for standard input. Each one gets a score with
    reasons: what was returned, which known mistake explains it, and a hint on what to try next.

    Exit codes: 0 full marks, 1 points missing, 2 wrong usage or unreadable input, 3 an error in
    the grader.
    """
