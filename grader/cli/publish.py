"""What `grade class` writes from the gradebook: tables, summary, pages, nbgrader's gradebook."""

from __future__ import annotations

import contextlib
import sys
from collections.abc import Callable, Iterator
from pathlib import Path
from typing import TYPE_CHECKING, Literal

from grader.cli.base import say, show
from grader.cli.pages import ClassPages
from grader.errors import InputError, OutputUnwritable
from grader.files import replacing

if TYPE_CHECKING:
    from grader.classroom.gradebook import Gradebook
    from grader.exercise.loading import Exercise
    from grader.sandbox.workers import Workers

GRADEBOOK = "gradebook.db"


def publish(
    output: Path,
    book: Gradebook,
    exercise: Exercise,
    count: Literal["last", "best"],
    html: Workers | None,
) -> None:
    """Write the tables, the summary and the pages from what the gradebook holds.

    With `html`, which runs the solution for the pictures, pages too.
    """
    from grader.classroom.summary import summarise
    from grader.classroom.tables import write_csv, write_json
    from grader.grading.one import Grading
    from grader.render.summary import render

    checks = [(check.title, check.points) for check in exercise.checks]
    try:
        with replacing(output / "grades.csv") as file:
            write_csv(book.counted(count), checks, file)
        with replacing(output / "grades.json") as file:
            write_json(book.counted(count), {"exercise": exercise.name, "count": count}, file)
        summary = summarise(book.counted(count))
        show(render(summary), output / "summary.txt")
        if html:
            grading = Grading(exercise, html, seed=0, pictures=True)
            pages = ClassPages(output, grading)
            with progress("writing pages", summary.students + 1) as advance:
                for number in pages.write(summary, book.counted(count)):
                    advance(number)
            if pages.unasked:
                say(
                    f"pictures are missing from {pages.unasked} or more of the pages: those were "
                    "graded without, and --regrade brings them, or had no time left for them"
                )
    except OSError as error:
        raise OutputUnwritable(
            f"{output} cannot be written: {error.strerror or error}. All grades are in its "
            f"{GRADEBOOK}; make room or name another folder, and run the same command again."
        ) from error
    show(render(summary))
    say(f"{output / 'grades.csv'}, grades.json and summary.txt are written")
    if html:
        say(f"{output / 'class.html'} is for the instructor, a page in feedback/ for each student")


def write_to_nbgrader(
    url: str | None,
    assignment: str | None,
    book: Gradebook,
    exercise: Exercise,
    count: Literal["last", "best"],
) -> None:
    """Write the grades into nbgrader's gradebook at `url`, if one was named."""
    if url is None:
        return
    from grader.nbgrader.gradebook import write_grades
    from grader.printable import counted, one_line

    name = assignment or exercise.name
    written = write_grades(url, name, exercise, book.counted(count))
    made = ", which was made" if written.made_assignment else ""
    students = counted(written.students, "student")
    say(f"nbgrader's gradebook has the grades of {students} in the assignment {name}{made}")
    if written.left_out:
        say(f"  left out, as not graded: {', '.join(map(one_line, written.left_out))}")


def need_nbgrader(url: str, own: Path) -> None:
    """Raise InputError where nbgrader's gradebook could not be written; `own` is ours."""
    from importlib.util import find_spec

    if find_spec("nbgrader") is None:
        raise InputError(
            "--gradebook needs nbgrader, which is not installed. "
            "Install it: pip install 'torchgrade[nbgrader]'."
        )
    if url.startswith("sqlite:///") and Path(url[10:].partition("?")[0]).resolve() == own.resolve():
        raise InputError(
            f"{own} is the gradebook of this command, and --gradebook names nbgrader's. "
            "Name another folder with --output."
        )


@contextlib.contextmanager
def progress(doing: str, total: int) -> Iterator[Callable[[int], None]]:
    """A bar with rate and time left on a terminal; nothing elsewhere."""
    from rich.console import Console
    from rich.progress import (
        BarColumn,
        MofNCompleteColumn,
        Progress,
        TextColumn,
        TimeElapsedColumn,
        TimeRemainingColumn,
    )

    bar = Progress(
        TextColumn(doing),
        BarColumn(),
        MofNCompleteColumn(),
        TextColumn("{task.fields[rate]}"),
        TimeElapsedColumn(),
        TextColumn("left"),
        TimeRemainingColumn(),
        console=Console(stderr=True),
        disable=not sys.stderr.isatty(),
        redirect_stdout=False,
        redirect_stderr=False,
    )
    with bar:
        task = bar.add_task(doing, total=total, rate="")

        def advance(done: int) -> None:
            speed = bar.tasks[0].speed
            rate = f"{speed * 60:.0f} a minute" if speed else ""
            bar.update(task, completed=done, rate=rate)

        yield advance
