"""A progress bar on a terminal; nothing elsewhere."""

import contextlib
import sys
from collections.abc import Iterator
from typing import Protocol

from rich.console import Console
from rich.progress import (
    BarColumn,
    MofNCompleteColumn,
    Progress,
    TextColumn,
    TimeElapsedColumn,
    TimeRemainingColumn,
)


class Advance(Protocol):
    """Sets how many are done, and how many there are."""

    def __call__(self, done: int, total: int | None = None) -> None:
        """Show these numbers."""


@contextlib.contextmanager
def progress(doing: str, total: int | None = None) -> Iterator[Advance]:
    """A bar with rate and time left, on standard error; yields a function to set the count done.

    The function may give the total, too, where that is known later only.
    """
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

        def advance(done: int, total: int | None = None) -> None:
            speed = bar.tasks[0].speed
            rate = f"{speed * 60:.0f} a minute" if speed else ""
            bar.update(task, completed=done, total=total, rate=rate)

        yield advance
