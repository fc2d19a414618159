"""`grade SUBMISSION...`: a report on each submission."""

from pathlib import Path

import click

from grader.cli.base import (
    Command,
    exercise_option,
    exercises_option,
    find_folders,
    no_sandbox_option,
    refuse_to_overwrite,
    seed_option,
    shown_only_option,
    solutions_option,
    time_limit_option,
)
from grader.cli.group import GRADE_FILES


@click.command(GRADE_FILES, cls=Command)
@click.argument(
    "submissions",
    nargs=-1,
    required=True,
    metavar="SUBMISSION...",
    type=click.Path(allow_dash=True),
)
@exercise_option
@click.option(
    "--format",
    "output_format",
    type=click.Choice(["text", "json", "html"]),
    default="text",
    help="Format of the report (default: text). html is a self-contained page.",
)
@click.option(
    "--output",
    "-o",
    "place",
    metavar="PATH",
    type=click.Path(),
    help="Write the report to this file. With html it can be a folder; several need one.",
)
@shown_only_option
@seed_option
@time_limit_option
@no_sandbox_option
@exercises_option
@solutions_option
@click.pass_context
def grade_submissions(
    ctx: click.Context,
    submissions: tuple[str, ...],
    exercise: str | None,
    output_format: str,
    place: str | None,
    shown_only: bool,
    seed: int | None,
    time_limit: float | None,
    no_sandbox: bool,
    exercises: Path | None,
    solutions: Path | None,
) -> None:
    """Grade submissions."""
    refuse_to_overwrite(submissions, None if place is None else Path(place), "--output")
    folders = find_folders(exercises, solutions)
    # the process that imports torch takes longest: it starts before everything else is imported
    from grader.cli.confinement import Confinement

    confinement = Confinement(folders, no_sandbox=no_sandbox)
    try:
        from grader.cli.reports import Reports

        reports = Reports(folders, confinement, submissions, output_format, place)
        code = reports.grade(exercise, shown_only, seed, time_limit)
    finally:
        confinement.workers.close()
    reports.write()
    ctx.exit(code)
