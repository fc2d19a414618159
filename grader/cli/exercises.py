"""`grade exercises` and `grade start`: what there is to work on, and where to begin."""

from __future__ import annotations

from pathlib import Path

import click

from grader.cli.base import (
    Command,
    exercises_option,
    find_folders,
    show,
    solutions_option,
    write,
)
from grader.errors import ExerciseBroken, OutputUnwritable, WouldOverwrite


@click.command("exercises", cls=Command, short_help="List the exercises.")
@exercises_option
@solutions_option
def list_exercises(exercises: Path | None, solutions: Path | None) -> None:
    """List the exercises."""
    from rich.table import Table

    from grader.exercise.loading import load_all

    table = Table(box=None, pad_edge=False)
    for heading in ("exercise", "title", "points", "checks"):
        table.add_column(heading, justify="right" if heading == "points" else "left")
    for one in load_all(find_folders(exercises, solutions)):
        hidden = sum(not check.shown for check in one.checks)
        kinds = f"{len(one.checks) - hidden} shown" + (f", {hidden} hidden" if hidden else "")
        points = sum(check.points for check in one.checks)
        table.add_row(one.name, one.title, f"{points:g}", kinds)
    show(table)


@click.command("start", cls=Command, short_help="Lay out an exercise to work on.")
@click.argument("exercise")
@click.argument("directory", required=False, type=click.Path(path_type=Path))
@exercises_option
def start(exercise: str, directory: Path | None, exercises: Path | None) -> None:
    """Lay out EXERCISE in DIRECTORY (by default a new folder of its name) to work on."""
    from grader.exercise.loading import load

    folder = load(exercise, find_folders(exercises, None)).folder
    target = directory or Path(exercise)
    try:
        files = {name: (folder / name).read_bytes() for name in ("README.md", "submit.py")}
    except OSError as error:
        raise ExerciseBroken(f"{error.filename} cannot be read: {error.strerror}.") from error
    for name in files:
        if (target / name).exists():
            raise WouldOverwrite(
                f"{target / name} is there already and stays as it is. "
                "Name another folder, or move it away."
            )
    try:
        target.mkdir(parents=True, exist_ok=True)
        for name, content in files.items():
            (target / name).write_bytes(content)
    except OSError as error:
        raise OutputUnwritable(f"{target} cannot be written: {error.strerror}.") from error
    write(
        f"{target / 'README.md'} tells what to do.\n"
        f"Write {target / 'submit.py'}, then run: grade {target / 'submit.py'}\n"
    )
