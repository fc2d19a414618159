"""`grade exercises` and `grade start`: what there is to work on, and where to begin."""

from pathlib import Path

import click
from rich.console import Group
from rich.table import Table
from rich.text import Text

from grader.cli.base import Command, exercises_option, find_folders, solutions_option
from grader.cli.output import show, write
from grader.errors import InputError, OutputUnwritable, WouldOverwrite
from grader.exercise.folders import default_folders
from grader.exercise.loading import load, load_sound
from grader.files import make_folder
from grader.handout.student import own_module, students_notebook
from grader.printable import one_line


@click.command("exercises", cls=Command)
@exercises_option
@solutions_option
def list_exercises(exercises: Path | None, solutions: Path | None) -> None:
    """List the exercises, and what is wrong with those that cannot be used."""
    table = Table(box=None, pad_edge=False)
    for heading in ("exercise", "title", "points", "checks"):
        table.add_column(heading, justify="right" if heading == "points" else "left")
    sound, broken = load_sound(find_folders(exercises, solutions))
    for one in sound:
        hidden = sum(not check.shown for check in one.checks)
        kinds = f"{len(one.checks) - hidden} shown" + (f", {hidden} hidden" if hidden else "")
        points = sum(check.points for check in one.checks)
        table.add_row(one.name, one.title, f"{points:g}", kinds)
    faults = [
        Text(f"✗ {name}: {one_line(str(error))}", "red", overflow="fold")
        for name, error in broken.items()
    ]
    show(Group(*[table] * bool(sound), *faults))


@click.command("start", cls=Command)
@click.argument("exercise")
@click.argument("directory", required=False, type=click.Path(path_type=Path))
@click.option("--notebook", is_flag=True, help="Write a notebook instead, with the task in it.")
@exercises_option
def start(exercise: str, directory: Path | None, notebook: bool, exercises: Path | None) -> None:
    """Copy the task and the stub of EXERCISE to DIRECTORY (default: a folder of its name).

    Its data files are copied as well, if it has any.
    """
    loaded = load(exercise, find_folders(exercises, None))
    target = directory or Path(exercise)
    if notebook and own_module(loaded) and loaded.folder.parent not in default_folders().installed:
        raise InputError(
            f"{exercise} does not come with this package, so the checks in a notebook would not "
            f"find it. Install its wheel first: `grade package {exercise} --format student` makes "
            "it. Or start without --notebook."
        )
    if notebook:
        files = {"submit.ipynb": students_notebook(loaded)}
    else:
        files = {name: loaded.content(name) for name in ("README.md", "submit.py")}
    files |= dict(loaded.data_files)
    for name in files:
        if (target / name).exists():
            raise WouldOverwrite(
                f"{target / name} already exists and was left as it is. "
                "Choose another folder, or move the file away."
            )
    make_folder(target, "DIRECTORY")
    try:
        for name, content in files.items():
            (target / name).write_bytes(content)
    except OSError as error:
        raise OutputUnwritable(f"{target} cannot be written: {error.strerror}.") from error
    if notebook:
        write(f"Open {target / 'submit.ipynb'} in Jupyter or VS Code. Its cells check functions.\n")
        return
    write(
        f"Read {target / 'README.md'}, fill in {target / 'submit.py'}, and run:\n"
        f"  grade {target / 'submit.py'}\n"
    )
