"""`grade package`: an exercise as an assignment for another system."""

from pathlib import Path

import click

from grader.cli.base import Command, exercises_option, find_folders, solutions_option
from grader.cli.output import write
from grader.exercise.loading import load
from grader.nbgrader.course import write_assignment


@click.command("package", cls=Command)
@click.argument("exercise")
@click.option(
    "--format",
    "system",
    type=click.Choice(["nbgrader"]),
    required=True,
    help="The system that the assignment is for.",
)
@click.option(
    "--course",
    type=click.Path(path_type=Path, file_okay=False),
    required=True,
    metavar="DIRECTORY",
    help="Folder of the course; created if missing.",
)
@click.option(
    "--assignment", metavar="NAME", help="Name of the assignment (default: the exercise's name)."
)
@click.option("--replace", is_flag=True, help="Overwrite an existing notebook.")
@exercises_option
@solutions_option
def package(
    exercise: str,
    system: str,
    course: Path,
    assignment: str | None,
    replace: bool,
    exercises: Path | None,
    solutions: Path | None,
) -> None:
    """Turn EXERCISE into an assignment: a notebook with its solution, and the configuration.

    The course is an nbgrader course: continue with `nbgrader generate_assignment`. The
    configuration, nbgrader_config.py, makes nbgrader grade submissions in the sandbox.
    """
    folders = find_folders(exercises, solutions)
    loaded = load(exercise, folders)
    name = assignment or loaded.name
    for sentence in write_assignment(loaded, folders, course, name, replace=replace):
        write(f"{sentence}\n")
    write(
        "Next, in that folder:\n"
        f"  nbgrader generate_assignment {name!r}\n"
        "and once submissions are in:\n"
        f"  nbgrader autograde {name!r}\n"
    )
