"""The `grade` command; the only place that prints or exits."""

import click

from grader import __version__
from grader.cli.classes import grade_class
from grader.cli.exercises import list_exercises, start
from grader.cli.files import grade_submissions
from grader.cli.group import GradeGroup
from grader.cli.lint import lint
from grader.cli.package import package
from grader.cli.watch import watch


@click.group(cls=GradeGroup, context_settings={"help_option_names": ["-h", "--help"]})
@click.version_option(__version__, prog_name="grade")
def main() -> None:
    """Grade exercises about PyTorch training loops.

    SUBMISSION is a Python file, a notebook, or - for standard input. Each one gets a score with
    reasons: what was returned, which misconception explains it where that is known, and a hint.

    Exit codes: 0 full marks, 1 points missing, 2 wrong use or unreadable input, 3 a fault of the
    grader.
    """


for command in (grade_submissions, grade_class, list_exercises, start, watch, package, lint):
    main.add_command(command)
