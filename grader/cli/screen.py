"""The screen of `grade watch`, and the page beside it."""

import os
import sys
import time
from collections.abc import Sequence
from contextlib import closing, suppress
from pathlib import Path

import click
from rich.console import Group, RenderableType
from rich.text import Text

from grader.cli.base import say
from grader.cli.confinement import Confinement
from grader.cli.live import LivePage
from grader.cli.output import show
from grader.exercise.folders import Folders
from grader.grading.session import Session, Subject
from grader.pictures.plan import load_matplotlib
from grader.render.progress import Progress, progress
from grader.render.terminal import render, render_progress
from grader.report import Report, not_graded
from grader.submission.source import name_of
from grader.watching.bell import Bell
from grader.watching.watching import Began, Graded, News, Watching


class Screen:
    """Shows each piece of news: on a terminal in place of the last one, elsewhere below it.

    It uses neither the alternate screen nor a hidden cursor. So long reports can be scrolled, the
    last one stays, and nothing needs to be restored if this process is killed.
    """

    def __init__(self, submission: Path, html: Path | None, confinement: Confinement) -> None:
        self.submission = submission
        self.html = html
        self.confinement = confinement
        self._name = name_of(str(submission))
        self._page = None if html is None else LivePage(html)
        terminal = sys.stdout is not None and sys.stdout.isatty()
        self._redraws = terminal and os.environ.get("TERM") != "dumb"
        self._blank = True

    def update(self, news: News) -> None:
        """Show one piece of news."""
        if isinstance(news, Began):
            show(Text(f"Grading {self._name} …", "dim"))
        elif isinstance(news, Graded):
            change = progress(news.before, news.report)
            self._draw(Group(render(news.report), *self._below(news, change)))
            self._write_page(news.report, news, change)
        else:
            report = not_graded(self._name, news.reason)
            self._draw(Group(render(report), Text(), _how_to_stop("Waiting for the next save")))
            self._write_page(report)

    def leave(self) -> None:
        """Say that watching has stopped."""
        if self._page is not None:
            with suppress(OSError):
                self._page.settle()
        say("\ngrade: stopped watching.")

    def _draw(self, what: RenderableType) -> None:
        if self._redraws:
            click.clear()
        elif not self._blank:
            what = Group(Text(), what)
        self._blank = False
        show(what)

    def _below(self, graded: Graded, change: Progress | None) -> Sequence[RenderableType]:
        """The last lines, which are visible without scrolling."""
        parts: list[RenderableType] = []
        if change is not None:
            parts += [Text(), render_progress(change)]
        if graded.exercise_changed:
            parts.append(Text(f"{graded.report.exercise} has changed and was loaded again."))
        if warning := self.confinement.warning:
            parts.append(Text(f"Warning: {warning}"))
        seconds = f"graded in {graded.seconds:.2f} s ({graded.report.seconds:.2f} s in the code)"
        return [*parts, Text(), _how_to_stop(f"{time.strftime('%H:%M:%S')} · {seconds}")]

    def _write_page(
        self, report: Report, graded: Graded | None = None, change: Progress | None = None
    ) -> None:
        if self._page is None:
            return
        try:
            self._page.show(report, graded, change)
        except OSError as error:
            say(f"grade: {self.html} cannot be written: {error.strerror or error}.")


def follow(
    screen: Screen,
    folders: Folders,
    bell: Bell,
    exercise: str | None,
    shown_only: bool,
    seed: int | None,
    time_limit_seconds: float | None,
) -> None:
    """Watch until the bell is stopped."""
    if screen.html is not None:
        load_matplotlib()
    session = Session(
        folders,
        screen.confinement.workers,
        seed,
        prepare=lambda loaded: loaded.prepared(
            pictures=screen.html is not None, shown_only=shown_only
        ),
        time_limit_seconds=time_limit_seconds,
    )
    with (
        closing(session),
        closing(Watching(screen.submission, Subject(session, exercise), bell).news()) as news,
    ):
        for one in news:
            screen.update(one)
    screen.leave()


def _how_to_stop(what: str) -> RenderableType:
    return Text(f"{what} · Ctrl-C stops", "dim")
