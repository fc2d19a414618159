"""`grade class --rejudge`: judge what is in the gradebook anew, and ask before it is kept."""

from __future__ import annotations

import sys
from collections.abc import Sequence
from pathlib import Path
from typing import TYPE_CHECKING, Literal

import click

from grader.cli.base import FULL_MARKS, POINTS_MISSING, load_whole, say, show
from grader.cli.publish import GRADEBOOK, publish, write_to_nbgrader

if TYPE_CHECKING:
    from grader.classroom.rejudge import Rejudged
    from grader.exercise.loading import Folders


def judge_anew(
    output: Path,
    folders: Folders,
    count: Literal["last", "best"],
    yes: bool,
    html: bool,
    nbgraders: tuple[str | None, str | None],
) -> int:
    """Judge anew, show who changes, and keep that if agreed to; the exit code."""
    from grader.classroom.gradebook import Gradebook
    from grader.classroom.rejudge import Rejudging
    from grader.figures import load_matplotlib
    from grader.sandbox.workers import PLAIN, SANDBOXED, start_workers

    with Gradebook.reading(output / GRADEBOOK) as book:
        name = book.exercise
    loaded = load_whole(name, folders)
    if html:
        loaded.figures()  # which no grade is to be changed for, if they cannot be drawn
        load_matplotlib()
    workers = start_workers(SANDBOXED + PLAIN)  # the solution and the mistakes alone run here
    try:
        with Gradebook(output / GRADEBOOK, name) as book:
            changes = list(Rejudging(loaded, workers, book).changes())
            _tell([change for change in changes if change.reasons], len(changes))
            if any(change.reasons for change in changes) and not (yes or _agreed()):
                say("Nothing was changed.")
                return POINTS_MISSING
            book.rejudged(((one.attempt, one.after) for one in changes), loaded.fingerprint)
            publish(output, book, loaded, count, workers if html else None)
            write_to_nbgrader(*nbgraders, book, loaded, count)
    finally:
        workers.close()
    return FULL_MARKS


def _tell(changes: Sequence[Rejudged], total: int) -> None:
    from grader.render.changes import render

    show(render(changes, total))


def _agreed() -> bool:
    if not sys.stdin or not sys.stdin.isatty():
        say("Add --yes to keep these changes.")
        return False
    return click.confirm("Keep these changes?", err=True)
