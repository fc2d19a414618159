"""Options, exit codes and messages that the commands share. Quick to import."""

import os
from collections.abc import Iterable
from contextlib import suppress
from pathlib import Path
from typing import Any

import click

from grader.cli.group import INTERRUPTED, Context
from grader.errors import ExerciseUnknown, GradeError
from grader.exercise.folders import Folders, folders_at

MAX_SECONDS = 86_400
MAX_SEED = 2**63 - 1  # as SQLite stores it
FULL_MARKS, POINTS_MISSING, OUR_FAULT = 0, 1, 3  # 2 is click's, for wrong usage


class WithoutRange(click.Option):
    """An option whose help leaves out the range of its numbers."""

    def get_help_extra(self, ctx: click.Context) -> Any:
        """What click adds to the help."""
        return {key: text for key, text in super().get_help_extra(ctx).items() if key != "range"}


exercises_option = click.option(
    "--exercises",
    type=click.Path(path_type=Path),
    envvar="GRADE_EXERCISES",
    help="Folder with the exercises (default: the ones that come with this command).",
)
solutions_option = click.option(
    "--solutions",
    type=click.Path(path_type=Path),
    envvar="GRADE_SOLUTIONS",
    help="Folder with the hidden halves of the exercises.",
)
exercise_option = click.option(
    "--exercise", "-e", metavar="NAME", help="The exercise, if the submission does not say."
)
shown_only_option = click.option("--shown-only", is_flag=True, help="Run only the shown checks.")
seed_option = click.option(
    "--seed",
    cls=WithoutRange,
    type=click.IntRange(0, MAX_SEED),
    metavar="INTEGER",
    help="Ask the same questions as the run with this seed.",
)
time_limit_option = click.option(
    "--time-limit",
    type=click.FloatRange(0.1, MAX_SECONDS),
    callback=lambda ctx, parameter, value: _number(value),
    metavar="SECONDS",
    help="Time limit for each submission.",
)
no_sandbox_option = click.option(
    "--no-sandbox", is_flag=True, help="Run submissions without the sandbox; every report says so."
)


class Command(click.Command):
    """Turns a GradeError into a message and the error's exit code."""

    context_class = Context

    def invoke(self, ctx: click.Context) -> Any:
        """Run the command; a GradeError never shows a traceback."""
        try:
            return super().invoke(ctx)
        except GradeError as error:
            say(f"grade: {error}")
            ctx.exit(error.exit_code)
        except KeyboardInterrupt:
            say("\ngrade: stopped.")
            ctx.exit(INTERRUPTED)


def find_folders(exercises: Path | None, solutions: Path | None) -> Folders:
    """The folders of exercises and hidden halves, from the options or this package."""
    for option, folder in (("exercises", exercises), ("solutions", solutions)):
        if folder is not None and not folder.is_dir():
            raise ExerciseUnknown(f"There is no folder {folder}. Check --{option}.")
    return folders_at(exercises, solutions)


def say(message: str) -> None:
    """Print a message to standard error."""
    click.echo(message, err=True)


def refuse_to_overwrite(submissions: Iterable[str], output: Path | None, option: str) -> None:
    """Raise UsageError if the output would overwrite a submission."""
    for path in submissions:
        if output is not None and path != "-" and _same_file(output, path):
            raise click.UsageError(
                f"{option} names the submission {path} itself, which would be overwritten."
            )


def _same_file(output: Path, path: str) -> bool:
    """Whether both are one file, or would be if they existed."""
    with suppress(OSError):  # one of them does not exist
        if output.samefile(path):
            return True
    return os.path.realpath(output) == os.path.realpath(path)


def _number(value: float | None) -> float | None:
    if value is not None and value != value:  # NaN passes every range check
        raise click.BadParameter("nan is not a number of seconds.")
    return value
