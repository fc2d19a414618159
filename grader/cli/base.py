"""What all commands share: options, exit codes, and how they print.

What takes long to import is imported where it is used, so that `grade --help` answers at once.
"""

from __future__ import annotations

import os
import sys
from collections.abc import Iterable
from contextlib import suppress
from pathlib import Path
from typing import TYPE_CHECKING, Any

import click

from grader.cli.group import Context
from grader.errors import ExerciseUnknown, GradeError, OutputUnwritable
from grader.files import replacing

if TYPE_CHECKING:
    from rich.console import RenderableType

    from grader.exercise.loading import Exercise, Folders

MAX_SECONDS = 86_400
FULL_MARKS, POINTS_MISSING, WRONG_USE, OUR_FAULT = 0, 1, 2, 3
INTERRUPTED = 130  # as a shell says it

exercises_option = click.option(
    "--exercises",
    type=click.Path(path_type=Path),
    envvar="GRADE_EXERCISES",
    help="Folder with the exercises; by default those that came with this command.",
)
solutions_option = click.option(
    "--solutions",
    type=click.Path(path_type=Path),
    envvar="GRADE_SOLUTIONS",
    help="Folder with the hidden halves of the exercises.",
)


exercise_option = click.option(
    "--exercise", "-e", metavar="NAME", help="The exercise, where the submission does not tell."
)
seed_option = click.option(
    "--seed",
    type=click.IntRange(0, 2**63 - 1),
    metavar="INTEGER",
    help="Ask what the grading run of this seed asked.",
)
time_limit_option = click.option(
    "--time-limit",
    type=click.FloatRange(0.1, MAX_SECONDS),
    callback=lambda ctx, parameter, value: _number(value),
    metavar="SECONDS",
    help="How long a submission may run in all.",
)
no_sandbox_option = click.option(
    "--no-sandbox", is_flag=True, help="Run submissions unconfined; every report says so."
)


class Command(click.Command):
    """Ends with a message and an exit code of its own where a GradeError was raised."""

    context_class = Context

    def invoke(self, ctx: click.Context) -> Any:
        """Run the command; a fault that has words for people never shows a traceback."""
        try:
            return super().invoke(ctx)
        except GradeError as error:
            say(f"grade: {error}")
            ctx.exit(error.exit_code)
        except KeyboardInterrupt:
            say("\ngrade: stopped.")
            ctx.exit(INTERRUPTED)


def find_folders(exercises: Path | None, solutions: Path | None) -> Folders:
    """Where exercises and their hidden halves are, as options or this package say."""
    from grader.exercise.loading import folders_at

    for what, folder in (("exercises", exercises), ("solutions", solutions)):
        if folder is not None and not folder.is_dir():
            raise ExerciseUnknown(f"There is no folder {folder}, which --{what} names.")
    return folders_at(exercises, solutions)


def load_whole(name: str, folders: Folders) -> Exercise:
    """The exercise with its hidden half, without which no class can be graded."""
    from grader.exercise.loading import load

    loaded = load(name, folders)
    if loaded.solution is None:
        raise ExerciseUnknown(
            f"The hidden half of {name} is not here, so there is nothing to grade a class by. "
            "Name the folder that holds it with --solutions."
        )
    return loaded


def _number(value: float | None) -> float | None:
    if value is not None and value != value:  # NaN is in every range
        raise click.BadParameter("nan is no number of seconds.")
    return value


def shown_name(path: str) -> str:
    """The name of a file as it may be shown."""
    from grader.printable import one_line

    return one_line(Path(path).name or path)


def say(message: str) -> None:
    """Tell people something on standard error."""
    click.echo(message, err=True)


def write(text: str, output: Path | None = None, encoding: str | None = None) -> None:
    """Write text to standard output, or to a file: all of it or none."""
    if output is None:
        encoding = encoding or encoding_of_output()
        try:
            click.echo(text.encode(encoding, "replace"), nl=False)
        except BrokenPipeError:
            raise  # whoever read it has seen enough; click leaves quietly
        except OSError as error:
            raise OutputUnwritable(f"Standard output cannot be written: {error}.") from error
        return
    with replacing(output) as file:
        file.write(text)


def show(what: RenderableType, output: Path | None = None) -> None:
    """Print something of rich's, in colour on a terminal only."""
    from grader.render.console import to_text

    if output is not None:
        write(to_text(what, "utf-8"), output)
    else:
        terminal = sys.stdout is not None and sys.stdout.isatty()
        write(to_text(what, encoding_of_output(), terminal=terminal))


def refuse_to_overwrite(submissions: Iterable[str], output: Path | None, option: str) -> None:
    """Raise UsageError where what is written would take the place of a submission."""
    for path in submissions:
        if output is not None and path != "-" and _same_file(output, path):
            raise click.UsageError(
                f"{option} names the submission {path} itself, which would be overwritten."
            )


def _same_file(output: Path, path: str) -> bool:
    """Whether both are one file, or would be if they were there."""
    with suppress(OSError):  # one of them is not there
        if output.samefile(path):
            return True
    return os.path.realpath(output) == os.path.realpath(path)


def encoding_of_output() -> str:
    """What standard output takes."""
    return getattr(sys.stdout, "encoding", None) or "utf-8"  # a closed output has none
