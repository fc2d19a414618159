"""`grade package`: an exercise as an assignment for another system."""

from __future__ import annotations

from pathlib import Path

import click

from grader.cli.base import Command, exercises_option, find_folders, solutions_option, write


@click.command("package", cls=Command, short_help="Make an assignment of an exercise.")
@click.argument("exercise")
@click.option(
    "--format",
    "system",
    type=click.Choice(["nbgrader"]),
    required=True,
    help="For which system the assignment is.",
)
@click.option(
    "--course",
    type=click.Path(path_type=Path, file_okay=False),
    required=True,
    metavar="DIRECTORY",
    help="Folder of the course; made where it is not there.",
)
@click.option(
    "--assignment", metavar="NAME", help="What the assignment is called; as the exercise if unsaid."
)
@click.option("--replace", is_flag=True, help="Write a notebook anew that is there already.")
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
    """Make an assignment of EXERCISE: a notebook with its solution, and what grades it.

    The course is nbgrader's: go on with `nbgrader generate_assignment`. Submissions are graded in
    the sandbox, as nbgrader_config.py says.
    """
    from grader.exercise.loading import load
    from grader.nbgrader.course import write_assignment

    folders = find_folders(exercises, solutions)
    loaded = load(exercise, folders)
    name = assignment or loaded.name
    for sentence in write_assignment(loaded, folders, course, name, replace=replace):
        write(f"{sentence}\n")
    write(
        "Next, in that folder:\n"
        f"  nbgrader generate_assignment {name!r}\n"
        "and, when submissions are there:\n"
        f"  nbgrader autograde {name!r}\n"
    )
