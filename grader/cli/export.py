"""`grade export`: grades and pages for the learning platform that a class came from."""

from contextlib import suppress
from pathlib import Path
from typing import Literal

import click

from grader.classroom.decisions import decisions_in
from grader.classroom.grade_row import GradeRow, rows
from grader.classroom.gradebook import Gradebook
from grader.cli.base import (
    FULL_MARKS,
    POINTS_MISSING,
    Command,
    exercises_option,
    find_folders,
    say,
    solutions_option,
)
from grader.cli.exported_pages import ExportedPages
from grader.cli.output import write, write_new
from grader.cli.publish import GRADEBOOK, count_of
from grader.errors import ExerciseUnknown
from grader.exercise.folders import Folders
from grader.exercise.loading import load
from grader.export import canvas, moodle
from grader.export.filling import Filled
from grader.export.sheet import Sheet, parse
from grader.export.table import DEFAULT, columns_from, table
from grader.intake.csv_text import content_of
from grader.printable import counted, one_line

CANVAS, MOODLE, CSV, PEOPLE = "--to canvas", "--to moodle", "--to csv", "--feedback folder"
PAGES_FOR_MOODLE = "--feedback moodle"
# which options go with which targets, by the names that click gives them
BELONGS = {
    "into": (CANVAS, MOODLE, PAGES_FOR_MOODLE),
    "column": (CANVAS,),
    "columns": (CSV,),
    "comments": (MOODLE,),
    "scale": (CANVAS, MOODLE),
    "overwrite": (CANVAS, MOODLE),
}


@click.command("export", cls=Command)
@click.argument("output_of_class", metavar="OUTPUT", type=click.Path(path_type=Path))
@click.option(
    "--to",
    "system",
    type=click.Choice(["canvas", "moodle", "csv"]),
    help="Fill a file of Canvas or Moodle with the points, or write a new table.",
)
@click.option(
    "--feedback",
    type=click.Choice(["moodle", "folder"]),
    help="Put the students' pages into a zip that Moodle accepts, or under their names.",
)
@click.option(
    "--into",
    type=click.Path(path_type=Path),
    metavar="FILE",
    help="The gradebook that Canvas exported, or the grading worksheet of Moodle.",
)
@click.option(
    "--output",
    "-o",
    type=click.Path(path_type=Path),
    metavar="PATH",
    help="Where to write (default: NAME.filled.csv beside the file, or a name in OUTPUT).",
)
@click.option("--replace", is_flag=True, help="Overwrite what is there.")
@click.option(
    "--column",
    metavar="NAME",
    help="For Canvas: the assignment (default: the one named after the exercise).",
)
@click.option(
    "--columns",
    metavar="TITLE=FIELD,...",
    help="For csv: the columns; fields are student, name, points, max_points and comment.",
)
@click.option("--comments", is_flag=True, help="For Moodle: also fill in the comments.")
@click.option("--scale", is_flag=True, help="Convert the points to the maximum of the platform.")
@click.option("--overwrite", is_flag=True, help="Replace other grades that the file has already.")
@click.option(
    "--count",
    type=click.Choice(["last", "best"]),
    help="Which attempt of a student counts (default: as in OUTPUT).",
)
@exercises_option
@solutions_option
@click.pass_context
def export(
    ctx: click.Context,
    output_of_class: Path,
    system: str | None,
    feedback: str | None,
    into: Path | None,
    output: Path | None,
    replace: bool,
    column: str | None,
    columns: str | None,
    comments: bool,
    scale: bool,
    overwrite: bool,
    count: Literal["last", "best"] | None,
    exercises: Path | None,
    solutions: Path | None,
) -> None:
    """Bring the grades of a class back into a learning platform.

    OUTPUT is the folder that `grade class --output` wrote. The file named by --into is filled with
    the points of everybody who is graded; its other cells and the file itself stay as they are. Who
    is missing on either side is listed on standard error.

    Exit codes: 0 done, 1 somebody with points or a page was left out, 2 wrong usage, 3 an error in
    the grader.
    """
    target = _target(ctx, system, feedback, into)
    grades, exercise = _grades(output_of_class, count)
    sheet = None if into is None else _sheet(into)
    if target == CSV:
        text = table(grades, columns_from(columns) if columns else DEFAULT)
        where = output or output_of_class / "export.csv"
        write(f"{write_new(text.encode(), where, replace=replace)}\n")
        return
    if target in (PAGES_FOR_MOODLE, PEOPLE):
        to_moodle = target == PAGES_FOR_MOODLE
        pages = ExportedPages(output_of_class, grades, to_moodle=to_moodle, worksheet=sheet)
        ctx.exit(pages.write(output, replace=replace))
    assert into is not None
    assert sheet is not None
    if target == MOODLE:
        filled = moodle.filled(sheet, grades, comments=comments, scale=scale, overwrite=overwrite)
    else:
        names = _names(exercise, find_folders(exercises, solutions)) if column is None else ()
        filled = canvas.filled(sheet, grades, names, column, scale=scale, overwrite=overwrite)
    ctx.exit(_write_filled(filled, output or into.with_name(f"{into.stem}.filled.csv"), replace))


def _target(ctx: click.Context, system: str | None, feedback: str | None, into: Path | None) -> str:
    """What is to be made, as its option. Raises UsageError."""
    if (system is None) == (feedback is None):
        raise click.UsageError("Choose one of --to canvas, moodle or csv, or of --feedback.")
    target = f"--feedback {feedback}" if system is None else f"--to {system}"
    if target == CANVAS and ctx.params["comments"]:
        raise click.UsageError(
            "Canvas reads no comments from a CSV file, only points. `--feedback folder` puts each "
            "student's page under the student's name."
        )
    for name, targets in BELONGS.items():
        if ctx.params[name] and target not in targets:
            raise click.UsageError(f"--{name} goes with {' or '.join(targets)}.")
    if target in (CANVAS, MOODLE) and into is None:
        what = "gradebook that Canvas exported" if target == CANVAS else "worksheet from Moodle"
        raise click.UsageError(f"{target} needs --into FILE, the {what}.")
    return target


def _grades(folder: Path, count: Literal["last", "best"] | None) -> tuple[list[GradeRow], str]:
    """What everybody earned, and the name of the exercise."""
    with Gradebook.reading(folder / GRADEBOOK) as book:
        decisions = decisions_in(folder, book)
        return list(rows(book, count or count_of(folder), decisions)), book.exercise


def _names(exercise: str, folders: Folders) -> list[str]:
    """What an assignment may be called that is this exercise."""
    found = [exercise]
    with suppress(ExerciseUnknown):  # a gradebook can be exported where the exercise is not
        found.append(load(exercise, folders).title)
    return found


def _sheet(path: Path) -> Sheet:
    name = one_line(str(path))
    return parse(content_of(path, name, "--into"), name)


def _write_filled(filled: Filled, output: Path, replace: bool) -> int:
    """Write the file and say who is missing; the exit code."""
    done = write_new(filled.content, output, replace=replace)
    write(f"{done}, with the points of {counted(filled.points, 'student')}.\n")
    for sentence in filled.sentences:
        say(sentence)
    return FULL_MARKS if filled.complete else POINTS_MISSING
