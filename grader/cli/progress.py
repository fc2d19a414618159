"""A progress bar on a terminal; nothing elsewhere."""

import contextlib
import sys
from collections.abc import Iterator

from rich.console import Console
from rich.progress import (
    BarColumn,
    MofNCompleteColumn,
    Progress,
    TextColumn,
    TimeElapsedColumn,
    TimeRemainingColumn,
)

from grader.cli.base import say


class Bar:
    """Shows how far something is; call it with how many are done, and how many there are."""

    def __init__(self, bar: Progress, doing: str, total: int | None) -> None:
        self._bar = bar
        self._task = bar.add_task(doing, total=total, rate="", note="")

    def __call__(self, done: int, total: int | None = None) -> None:
        """Show these numbers."""
        speed = self._bar.tasks[0].speed
        rate = f"{speed * 60:.0f} a minute" if speed else ""
        self._bar.update(self._task, completed=done, total=total, rate=rate)

    def note(self, text: str) -> None:
        """Show this beside the numbers."""
        self._bar.update(self._task, note=text)

    def say(self, sentence: str) -> None:
        """Print a sentence above the bar."""
        if self._bar.disable:
            say(sentence)
        else:
            self._bar.console.print(sentence, markup=False, highlight=False)


@contextlib.contextmanager
def progress(doing: str, total: int | None = None) -> Iterator[Bar]:
    """A bar with rate and time left, on standard error.

    The total may be given later, too.
    """
    bar = Progress(
        TextColumn(doing),
        BarColumn(),
        MofNCompleteColumn(),
        TextColumn("{task.fields[rate]}"),
        TextColumn("{task.fields[note]}"),
        TimeElapsedColumn(),
        TextColumn("left"),
        TimeRemainingColumn(),
        console=Console(stderr=True),
        disable=not sys.stderr.isatty(),
        redirect_stdout=False,
        redirect_stderr=False,
    )
    with bar:
        yield Bar(bar, doing, total)
