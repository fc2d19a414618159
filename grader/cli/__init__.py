"""The `grade` command; the only place that prints or exits."""

import click

from grader import __version__
from grader.cli.group import GRADE_FILES, GradeGroup

# For each command, where it is and its line in the help. Its module is imported only when it is
# used, so that `grade --help` answers at once.
COMMANDS = {
    GRADE_FILES: ("grader.cli.files:grade_submissions", ""),
    "exercises": ("grader.cli.exercises:list_exercises", "List the exercises."),
    "start": ("grader.cli.exercises:start", "Create a folder to work on an exercise."),
    "watch": ("grader.cli.watch:watch", "Grade a submission at every save."),
    "class": ("grader.cli.classes:class_command", "Grade a whole class."),
    "students": (
        "grader.cli.students:students",
        "List the students of a class, rename or drop some.",
    ),
    "export": ("grader.cli.export:export", "Bring grades back into Canvas, Moodle or others."),
    "package": (
        "grader.cli.package:package",
        "Make what students get: a zip, a notebook, an assignment.",
    ),
    "autograde": ("grader.cli.autograde:autograde", ""),  # what Gradescope calls
    "new": ("grader.cli.new:new", "Begin a new exercise: lay out its two folders."),
    "mistake": ("grader.cli.mistake:mistake", "Begin a known mistake with a student's function."),
    "casebook": (
        "grader.cli.casebook:casebook",
        "Note what mistakes and slips show, to tell causes by.",
    ),
    "lint": ("grader.cli.lint:lint", "Test that exercises grade as they should."),
}


@click.group(
    cls=GradeGroup,
    table=COMMANDS,
    context_settings={"help_option_names": ["-h", "--help"]},
)
@click.version_option(__version__, prog_name="grade")
def main() -> None:
    """Grade exercises on PyTorch training loops.

    SUBMISSION is a Python file, a notebook, or - for standard input. The report shows the score,
    what each function returned, the misconception that explains it (if one is known), and a hint.

    Exit codes: 0 full marks, 1 points missing, 2 wrong usage or unreadable input, 3 an error in
    the grader.
    """
