"""`grade autograde`: what run_autograder calls on Gradescope; not for people."""

from pathlib import Path

import click

from grader.cli.base import Command, seed_option
from grader.cli.output import write
from grader.errors import OutputUnwritable
from grader.gradescope.grading import RESULTS, grade_at


@click.command("autograde", cls=Command)
@click.argument("root", type=click.Path(path_type=Path, file_okay=False))
@seed_option
def autograde(root: Path, seed: int | None) -> None:
    """Grade the submission in ROOT, and write results.json there.

    Nothing is written where the grader fails: Gradescope then says so, and gives no score.
    """
    graded = grade_at(root, seed)
    try:
        write(graded.results.packed(), root / RESULTS)
    except OSError as error:
        raise OutputUnwritable(
            f"{root / RESULTS} cannot be written: {error.strerror or error}."
        ) from error
    write("".join(f"{line}\n" for line in graded.said))
