"""`grade new`: the two folders of a new exercise."""

import shlex
import shutil
from pathlib import Path

import click

from grader.cli.base import Command, exercises_option, find_folders, solutions_option
from grader.cli.output import write
from grader.errors import InputError, OutputUnwritable, WouldOverwrite
from grader.exercise.folders import Folders, default_folders
from grader.exercise.skeleton import check_class, check_function, check_name, next_order, skeleton

NEXT = """\
Wrote {shown}: the half that students may see.
Wrote {hidden}: the half that they may not.
Both are a small exercise that works. Next:
  1. Write what `grade lint {name}{places}` lists as TODO.
  2. grade casebook {name}{places}
  3. grade lint {name}{places}
"""


@click.command("new", cls=Command)
@click.argument("exercise")
@click.option(
    "--function",
    "functions",
    multiple=True,
    metavar="FUNCTION",
    help="A function that students write (default: one named after the exercise).",
)
@click.option(
    "--class",
    "classes",
    multiple=True,
    metavar="CLASS",
    help="A class that students write, a torch.nn.Module; there is no default function then.",
)
@exercises_option
@solutions_option
@click.pass_context
def new(
    ctx: click.Context,
    exercise: str,
    functions: tuple[str, ...],
    classes: tuple[str, ...],
    exercises: Path | None,
    solutions: Path | None,
) -> None:
    """Begin the exercise EXERCISE: both folders, with what is to be written marked as TODO.

    Give --function once for each function that students write, and --class for each class. Nothing
    is overwritten.

    Exit codes: 0 done, 2 wrong usage.
    """
    check_name(exercise, "an exercise")
    if not classes:
        functions = functions or (exercise,)
    for function in functions:
        check_function(function)
    for one in classes:
        check_class(one)
    for kind, named in (("functions", functions), ("classes", classes)):
        if len(set(named)) < len(named):
            raise InputError(f"Two {kind} have the same name. Name each of them once.")
    folders = find_folders(exercises, solutions)
    hidden_halves = _hidden_halves(folders, exercises)
    halves = {"shown": folders.exercises / exercise, "hidden": hidden_halves / exercise}
    for half in halves.values():
        if half.exists() or half.is_symlink():
            raise WouldOverwrite(
                f"{half} already exists and was left as it is. Choose another name for the "
                "exercise, or move the folder away."
            )
    texts = skeleton(exercise, functions, classes, next_order(folders))
    written: list[Path] = []
    try:
        for name in ("hidden", "shown"):
            halves[name].mkdir()
            written.append(halves[name])
            for path, text in texts[name].items():
                file = halves[name] / path
                file.parent.mkdir(exist_ok=True)
                file.write_text(text, encoding="utf-8", newline="\n")
    except OSError as error:
        for half in written:  # half an exercise is in the way of the next try
            shutil.rmtree(half, ignore_errors=True)
        raise OutputUnwritable(
            f"{error.filename} cannot be written: {error.strerror}. Nothing was kept. "
            "Name other folders with --exercises and --solutions."
        ) from error
    write(NEXT.format(name=exercise, places=_places(ctx), **halves))


def _hidden_halves(folders: Folders, exercises: Path | None) -> Path:
    """The folder for hidden halves. Raises InputError where an installed package has none."""
    has_checkout = default_folders().solutions is not None
    if folders.solutions is None or (exercises is None and not has_checkout):
        raise InputError(
            "An exercise needs two folders: one for the halves that students may see, and one for "
            "the solutions. Name them with --exercises and --solutions, or run this in a checkout."
        )
    return folders.solutions


def _places(ctx: click.Context) -> str:
    """The options that say where the exercise is, as they were given on the command line."""
    given = [
        f" --{name} {shlex.quote(str(ctx.params[name]))}"
        for name in ("exercises", "solutions")
        if ctx.get_parameter_source(name) is click.core.ParameterSource.COMMANDLINE
    ]
    return "".join(given)
