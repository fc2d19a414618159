"""`grade package`: an exercise for students, or as an assignment for another system."""

import importlib.util
from pathlib import Path

import click

from grader.causes import casebook
from grader.cli.base import Command, exercises_option, find_folders, say, solutions_option
from grader.cli.output import write, write_new
from grader.errors import InputError
from grader.exercise.folders import Folders
from grader.exercise.loading import Exercise, load
from grader.handout.notebook import colab_address
from grader.handout.student import own_module, students_notebook, students_zip

NBGRADER, STUDENT, NOTEBOOK, GRADESCOPE = "nbgrader", "student", "notebook", "gradescope"
# which options go with which formats, by the names that click gives them
BELONGS = {
    "course": (NBGRADER,),
    "assignment": (NBGRADER,),
    "output": (STUDENT, NOTEBOOK, GRADESCOPE),
    "without_causes": (STUDENT,),
    "requirement": (NOTEBOOK,),
    "repository": (NOTEBOOK,),
    "no_sandbox": (GRADESCOPE,),
}


@click.command("package", cls=Command)
@click.argument("exercise")
@click.option(
    "--format",
    "system",
    type=click.Choice([STUDENT, NOTEBOOK, NBGRADER, GRADESCOPE]),
    required=True,
    help="A zip for students, a notebook, an nbgrader assignment, or a zip for Gradescope.",
)
@click.option(
    "--output",
    "-o",
    type=click.Path(path_type=Path, dir_okay=False),
    metavar="FILE",
    help="The zip or the notebook (default: named after the exercise).",
)
@click.option(
    "--without-causes", is_flag=True, help="For students: leave out what tells causes, for exams."
)
@click.option(
    "--requirement",
    metavar="TEXT",
    help="For a notebook: what its first cell installs, a name, an address or a wheel.",
)
@click.option(
    "--repository",
    metavar="OWNER/NAME",
    help="For a notebook: the repository on GitHub where it lies in the top folder, for Colab.",
)
@click.option(
    "--course",
    type=click.Path(path_type=Path, file_okay=False),
    metavar="DIRECTORY",
    help="For nbgrader: folder of the course; created if missing.",
)
@click.option(
    "--assignment",
    metavar="NAME",
    help="For nbgrader: name of the assignment (default: the exercise's name).",
)
@click.option(
    "--no-sandbox",
    is_flag=True,
    help="For Gradescope: run submissions without the sandbox; every report says so.",
)
@click.option("--replace", is_flag=True, help="Overwrite an existing file.")
@exercises_option
@solutions_option
@click.pass_context
def package(
    ctx: click.Context,
    exercise: str,
    system: str,
    output: Path | None,
    without_causes: bool,
    requirement: str | None,
    repository: str | None,
    course: Path | None,
    assignment: str | None,
    no_sandbox: bool,
    replace: bool,
    exercises: Path | None,
    solutions: Path | None,
) -> None:
    """Turn EXERCISE into what is handed out.

    student: a zip with the task, the stub, a notebook, and the checks as wheels to install; nothing
    of the hidden half is in it. notebook: one file for Jupyter, Colab and Kaggle. nbgrader: a
    notebook with the solution, and the configuration that makes nbgrader grade in the sandbox.
    gradescope: the autograder that Gradescope runs. It contains the solution.
    """
    for name, formats in BELONGS.items():
        if ctx.params[name] and system not in formats:
            option = f"--{name.replace('_', '-')}"
            raise click.UsageError(f"{option} goes with --format {' or '.join(formats)}.")
    if system == NBGRADER and course is None:
        raise click.UsageError("--format nbgrader needs --course, the folder of the course.")
    folders = find_folders(exercises, solutions)
    loaded = load(exercise, folders)
    if system == GRADESCOPE:
        target = output or Path(f"{loaded.name}-gradescope.zip")
        _autograder(loaded, folders, target, sandbox=not no_sandbox, replace=replace)
    elif system == NBGRADER:
        assert course is not None
        _assign(loaded, folders, course, assignment or loaded.name, replace=replace)
    elif system == STUDENT:
        content = _zip(loaded, causes=not without_causes)
        write(f"{write_new(content, output or Path(f'{loaded.name}.zip'), replace=replace)}\n")
    else:
        target = output or Path(f"{loaded.name}.ipynb")
        content = _notebook(loaded, requirement, repository, target.name)
        write(f"{write_new(content, target, replace=replace)}\n")


def _assign(
    exercise: Exercise, folders: Folders, course: Path, name: str, *, replace: bool
) -> None:
    if importlib.util.find_spec("nbformat") is None:
        raise InputError(
            "--format nbgrader needs nbformat, which is not installed. "
            "Install it: pip install 'torchgrade[instructor]'."
        )
    from grader.nbgrader.course import write_assignment

    for sentence in write_assignment(exercise, folders, course, name, replace=replace):
        write(f"{sentence}\n")
    write(
        "Next, in that folder:\n"
        f"  nbgrader generate_assignment {name!r}\n"
        "and once submissions are in:\n"
        f"  nbgrader autograde {name!r}\n"
    )


def _autograder(
    exercise: Exercise, folders: Folders, target: Path, *, sandbox: bool, replace: bool
) -> None:
    from grader.gradescope.autograder import autograder_zip, gigabytes, minutes

    _, why = casebook.find(exercise)
    if why:
        say(f"No causes are told: {why}")
    content = autograder_zip(exercise, folders, sandbox=sandbox)
    write(f"{write_new(content, target, replace=replace)}\n")
    if not sandbox:
        write("NOT SANDBOXED (--no-sandbox): every report says so.\n")
    points = sum(check.points for check in exercise.checks)
    write(
        "It contains the solution and the hidden checks: keep it to yourself.\n"
        "Next, on Gradescope, in a programming assignment:\n"
        "  Configure Autograder: upload the zip, base image Ubuntu 22.04 or later\n"
        f"  Settings: {points:g} autograder points, a container with at least "
        f"{gigabytes(exercise):g} GB of memory, a timeout of {minutes(exercise)} minutes\n"
        "  Test Autograder: hand in a right file, and read whether the sandbox held\n"
    )


def _zip(exercise: Exercise, *, causes: bool) -> bytes:
    _, why = casebook.find(exercise)
    if why and causes:
        say(f"Students are told no causes: {why}")
    return students_zip(exercise, causes=causes)


def _notebook(
    exercise: Exercise, requirement: str | None, repository: str | None, file: str
) -> bytes:
    if not requirement and own_module(exercise):
        say(
            f"The notebook's first cell installs nothing, as {exercise.name} does not come with "
            "this package. Add --requirement with what students install."
        )
    badge = colab_address(repository, file) if repository else ""
    return students_notebook(exercise, requirement or "", badge)
