"""The `grade` command; the only place that prints or exits.

What takes long to import is imported where it is used, so that `grade --help` answers at once.
"""

from __future__ import annotations

import os
import secrets
import sys
import traceback
from collections.abc import Iterator
from pathlib import Path
from typing import TYPE_CHECKING, Any

import click

from grader import __version__
from grader.command import GRADE_FILES, Context, GradeGroup
from grader.errors import (
    ExerciseBroken,
    ExerciseUnknown,
    GradeError,
    OutputUnwritable,
    WouldOverwrite,
)

if TYPE_CHECKING:
    from rich.console import RenderableType

    from grader.exercise import Folders
    from grader.report import Report
    from grader.sandbox.workers import Workers

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


class Command(click.Command):
    """Ends with a message and an exit code of its own where a GradeError was raised."""

    context_class = Context

    def invoke(self, ctx: click.Context) -> Any:
        """Run the command; a fault that has words for people never shows a traceback."""
        try:
            return super().invoke(ctx)
        except GradeError as error:
            _say(f"grade: {error}")
            ctx.exit(error.exit_code)


GradeGroup.command_class = Command


@click.group(cls=GradeGroup, context_settings={"help_option_names": ["-h", "--help"]})
@click.version_option(__version__, prog_name="grade")
def main() -> None:
    """Grade exercises about PyTorch training loops.

    SUBMISSION is a Python file, a notebook, or - for standard input. Each one gets a score with
    reasons: what was returned, which misconception explains it where that is known, and a hint.

    Exit codes: 0 full marks, 1 points missing, 2 wrong use or unreadable input, 3 a fault of the
    grader.
    """


@main.command(GRADE_FILES, hidden=True)
@click.argument(
    "submissions",
    nargs=-1,
    required=True,
    metavar="SUBMISSION...",
    type=click.Path(allow_dash=True),
)
@click.option(
    "--exercise", "-e", metavar="NAME", help="The exercise, where the submission does not tell."
)
@click.option(
    "--format",
    "output_format",
    type=click.Choice(["text", "json"]),
    default="text",
    help="How the report is written.",
)
@click.option("--output", "-o", type=click.Path(path_type=Path), help="Write the report here.")
@click.option("--shown-only", is_flag=True, help="Run the checks that a student has, no others.")
@click.option(
    "--seed",
    type=click.IntRange(0, 2**63 - 1),
    metavar="INTEGER",
    help="Ask what the grading run of this seed asked.",
)
@click.option(
    "--time-limit",
    type=click.FloatRange(0.1, MAX_SECONDS),
    callback=lambda ctx, parameter, value: _number(value),
    metavar="SECONDS",
    help="How long a submission may run in all.",
)
@exercises_option
@solutions_option
@click.pass_context
def grade_submissions(
    ctx: click.Context,
    submissions: tuple[str, ...],
    exercise: str | None,
    output_format: str,
    output: Path | None,
    shown_only: bool,
    seed: int | None,
    time_limit: float | None,
    exercises: Path | None,
    solutions: Path | None,
) -> None:
    """Grade submissions."""
    # A process that imports torch is started before anything else: it takes the longest.
    from grader.sandbox.workers import start_workers

    workers = start_workers()
    reports: list[Report] = []
    codes: list[int] = []
    try:
        for report, code in _grade_all(
            workers,
            submissions,
            _folders(exercises, solutions),
            exercise,
            shown_only,
            secrets.randbits(48) if seed is None else seed,
            time_limit,
        ):
            reports.append(report)
            codes.append(code)
    except KeyboardInterrupt:
        codes.append(INTERRUPTED)
        _say(f"grade: stopped; {len(reports)} of {len(submissions)} were graded.")
    finally:
        workers.close()
    try:
        _write_reports(reports, output_format, output)
    except OSError as error:
        if output is None:
            raise
        # what was graded is not lost: it goes to the terminal instead
        _write_reports(reports, output_format, None)
        reason = error.strerror or str(error)
        raise OutputUnwritable(
            f"{output} cannot be written: {reason}. The report went to standard output instead."
        ) from error
    ctx.exit(max(codes))


def _grade_all(
    workers: Workers,
    paths: tuple[str, ...],
    folders: Folders,
    exercise_name: str | None,
    shown_only: bool,
    seed: int,
    time_limit: float | None,
) -> Iterator[tuple[Report, int]]:
    """A report and an exit code for each path; whatever one of them is, the rest is graded."""
    from grader import submission
    from grader.errors import InputError
    from grader.exercise import load, recognise
    from grader.grading import Grading
    from grader.report import not_graded

    if exercise_name is not None:
        load(exercise_name, folders)
    gradings: dict[str, Grading] = {}
    for path in paths:
        try:
            student = submission.read(path)
            try:
                name = exercise_name or recognise(student.text, folders)
            except InputError as error:
                raise type(error)(f"{student.name}: {error}") from error
            if name not in gradings:
                exercise = load(name, folders)
                gradings[name] = Grading(
                    exercise.shown_only() if shown_only else exercise, workers, seed, time_limit
                )
            report = gradings[name].report(student)
            code = FULL_MARKS if report.full_marks else POINTS_MISSING
        except GradeError as error:
            _say(f"grade: {error}")
            report, code = not_graded(_name(path), str(error)), error.exit_code
        except Exception as error:  # one submission must not take the others' reports away
            reason = _own_fault(error)
            _say(f"grade: {_name(path)}: {reason}")
            report, code = not_graded(_name(path), reason), OUR_FAULT
        yield report, code


def _write_reports(reports: list[Report], output_format: str, output: Path | None) -> None:
    if output_format == "json":
        from grader.report import to_json

        _write(to_json(reports[0] if len(reports) == 1 else reports), output, "utf-8")
        return
    from rich.console import Group
    from rich.text import Text

    from grader.render.terminal import render

    # what could not be read was said on standard error; only a file has to say it again
    told = [render(report) for report in reports if output or report.status == "graded"]
    between = [part for one in told for part in (Text(), one)][1:]
    if told:
        _show(Group(*between), output)


@main.command("exercises", short_help="List the exercises.")
@exercises_option
@solutions_option
def list_exercises(exercises: Path | None, solutions: Path | None) -> None:
    """List the exercises."""
    from rich.table import Table

    from grader.exercise import load_all

    table = Table(box=None, pad_edge=False)
    for heading in ("exercise", "title", "points", "checks"):
        table.add_column(heading, justify="right" if heading == "points" else "left")
    for one in load_all(_folders(exercises, solutions)):
        hidden = sum(not check.shown for check in one.checks)
        kinds = f"{len(one.checks) - hidden} shown" + (f", {hidden} hidden" if hidden else "")
        points = sum(check.points for check in one.checks)
        table.add_row(one.name, one.title, f"{points:g}", kinds)
    _show(table)


@main.command("start", short_help="Lay out an exercise to work on.")
@click.argument("exercise")
@click.argument("directory", required=False, type=click.Path(path_type=Path))
@exercises_option
def start(exercise: str, directory: Path | None, exercises: Path | None) -> None:
    """Lay out EXERCISE in DIRECTORY (by default a new folder of its name) to work on."""
    from grader.exercise import load

    folder = load(exercise, _folders(exercises, None)).folder
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
    _write(
        f"{target / 'README.md'} tells what to do.\n"
        f"Write {target / 'submit.py'}, then run: grade {target / 'submit.py'}\n"
    )


@main.command("lint", short_help="Prove that exercises grade as they should.")
@click.argument("names", nargs=-1, metavar="[EXERCISE]...")
@click.option("--seeds", type=click.IntRange(1), default=20, help="Over how many seeds.")
@exercises_option
@solutions_option
@click.pass_context
def lint(
    ctx: click.Context,
    names: tuple[str, ...],
    seeds: int,
    exercises: Path | None,
    solutions: Path | None,
) -> None:
    """Prove that exercises grade as they should: the gate for authors.

    The stub scores nothing; the solution and every accepted variant score full marks; every
    mistake loses points, is told apart from the others and is named; and every tolerance lies
    well between numerical noise and the nearest mistake.
    """
    from grader import exercise
    from grader.lint import examine
    from grader.render.lint import render
    from grader.sandbox.workers import start_workers

    folders = _folders(exercises, solutions)
    chosen = [exercise.load(name, folders) for name in names] or exercise.load_all(folders)
    clean = True
    workers = start_workers()
    try:
        for one in chosen:
            with click.progressbar(length=seeds, label=one.name, file=sys.stderr) as bar:
                findings = examine(one, folders, workers, seeds, lambda: bar.update(1))
            _show(render(findings))
            clean &= not findings.problems
    finally:
        workers.close()
    ctx.exit(FULL_MARKS if clean else POINTS_MISSING)


def _folders(exercises: Path | None, solutions: Path | None) -> Folders:
    from grader.exercise import Folders, default_folders

    found = default_folders()
    for what, folder in (("exercises", exercises), ("solutions", solutions)):
        if folder is not None and not folder.is_dir():
            raise ExerciseUnknown(f"There is no folder {folder}, which --{what} names.")
    return Folders(
        exercises or found.exercises,
        # the hidden halves beside this package belong to its own exercises alone
        solutions or (found.solutions if exercises is None else None),
    )


def _number(value: float | None) -> float | None:
    if value is not None and value != value:  # NaN is in every range
        raise click.BadParameter("nan is no number of seconds.")
    return value


def _name(path: str) -> str:
    from grader.text import one_line

    return one_line(Path(path).name or path)


def _own_fault(error: Exception) -> str:
    """An error that nobody foresaw, with what a report of it needs."""
    last = traceback.extract_tb(error.__traceback__)[-1]
    return (
        f"the grader itself stumbled: {type(error).__name__}: {error} "
        f"({Path(last.filename).name}, line {last.lineno}). "
        "This is not a fault of the submission; please report it."
    )


def _say(message: str) -> None:
    click.echo(message, err=True)


def _write(text: str, output: Path | None = None, encoding: str | None = None) -> None:
    if output is None:
        encoding = encoding or _encoding()
        try:
            click.echo(text.encode(encoding, "replace"), nl=False)
        except BrokenPipeError:
            raise  # whoever read it has seen enough; click leaves quietly
        except OSError as error:
            raise OutputUnwritable(f"Standard output cannot be written: {error}.") from error
        return
    # all or nothing: a full disk leaves the file that was there
    scratch = output.with_name(f".{output.name}.{os.getpid()}.tmp")
    try:
        scratch.write_text(text, encoding="utf-8")
        scratch.replace(output)
    finally:
        scratch.unlink(missing_ok=True)


def _show(what: RenderableType, output: Path | None = None) -> None:
    """Print something of rich's, in colour on a terminal only."""
    from grader.render.console import to_text

    if output is not None:
        _write(to_text(what, "utf-8"), output)
    else:
        terminal = sys.stdout is not None and sys.stdout.isatty()
        _write(to_text(what, _encoding(), terminal=terminal))


def _encoding() -> str:
    return getattr(sys.stdout, "encoding", None) or "utf-8"  # a closed output has none


if __name__ == "__main__":
    main()
