"""`grade watch SUBMISSION`: a report at each save."""

from __future__ import annotations

import contextlib
import os
import secrets
import signal
import sys
import time
from collections.abc import Iterator, Sequence
from pathlib import Path
from typing import TYPE_CHECKING

import click

from grader.cli.base import (
    FULL_MARKS,
    Command,
    exercise_option,
    exercises_option,
    find_folders,
    no_sandbox_option,
    refuse_to_overwrite,
    say,
    seed_option,
    show,
    solutions_option,
    time_limit_option,
)
from grader.errors import ExerciseUnknown, OutputUnwritable, SubmissionUnreadable

if TYPE_CHECKING:
    from rich.console import RenderableType

    from grader.cli.live import LivePage
    from grader.exercise.loading import Folders
    from grader.render.progress import Progress
    from grader.report import Report
    from grader.sandbox.workers import Workers
    from grader.watching.bell import Bell
    from grader.watching.watching import Graded, News


@click.command("watch", cls=Command, short_help="Grade a submission at each save.")
@click.argument("submission", type=click.Path(path_type=Path))
@exercise_option
@click.option(
    "--html", metavar="FILE", type=click.Path(path_type=Path), help="Keep a page fresh, too."
)
@click.option("--shown-only", is_flag=True, help="Run the checks that a student has, no others.")
@seed_option
@time_limit_option
@no_sandbox_option
@exercises_option
@solutions_option
@click.pass_context
def watch(
    ctx: click.Context,
    submission: Path,
    exercise: str | None,
    html: Path | None,
    shown_only: bool,
    seed: int | None,
    time_limit: float | None,
    no_sandbox: bool,
    exercises: Path | None,
    solutions: Path | None,
) -> None:
    """Grade SUBMISSION whenever it is saved, and point out what the save changed.

    The numbers that are drawn stay the same for as long as this runs, so that what changes comes
    from the code alone. A save while a grading runs ends that grading and starts the next one. An
    exercise whose own files change is loaded anew.

    Ctrl-C stops; the exit code is 0 then, whatever the score. 2 is wrong use, 3 a fault of the
    grader.
    """
    folders = find_folders(exercises, solutions)
    _refuse(submission, exercise, html, folders)
    from grader.watching.bell import Bell

    bell = Bell()
    with _stopping_at_ctrl_c(bell):
        # started first: importing torch takes longest
        from grader.sandbox.start import start_workers
        from grader.sandbox.workers import PLAIN, SANDBOXED

        secrets_here = folders.solutions is not None and not no_sandbox
        workers = start_workers(SANDBOXED + PLAIN if secrets_here else PLAIN)
        try:
            from grader.grading.session import Session
            from grader.pictures.plan import load_matplotlib
            from grader.watching.watching import Watching

            if html is not None:
                load_matplotlib()

            session = Session(
                folders,
                workers,
                secrets.randbits(48) if seed is None else seed,
                exercise=exercise,
                shown_only=shown_only,
                time_limit_seconds=time_limit,
                pictures=html is not None,
            )
            screen = _Screen(submission, html, workers if secrets_here else None)
            with contextlib.closing(Watching(submission, session, bell).news()) as all_news:
                for news in all_news:
                    screen.tell(news)
            screen.leave()
        finally:
            workers.close()
    ctx.exit(FULL_MARKS)


@contextlib.contextmanager
def _stopping_at_ctrl_c(bell: Bell) -> Iterator[None]:
    """Let the first Ctrl-C stop between two steps; a second one stops where it strikes.

    A terminal that is closed, or a polite kill, is no other reason: the page is left in peace.
    """
    ways_to_stop = [
        getattr(signal, name) for name in ("SIGINT", "SIGTERM", "SIGHUP") if hasattr(signal, name)
    ]

    def stop(number: int, frame: object) -> None:
        signal.signal(signal.SIGINT, signal.default_int_handler)
        bell.stop()

    before = {number: signal.signal(number, stop) for number in ways_to_stop}
    try:
        yield
    finally:
        for number, handler in before.items():
            signal.signal(number, handler)


def _refuse(submission: Path, exercise: str | None, html: Path | None, folders: Folders) -> None:
    """Raise what waiting for a save would not mend."""
    from grader.exercise.loading import names

    if str(submission) == "-":
        raise click.UsageError("Standard input is not saved: name a file.")
    if submission.is_dir():
        raise SubmissionUnreadable(
            f"{submission} is a folder. Name the file in it, such as {submission / 'submit.py'}."
        )
    known = names(folders)
    if exercise is not None and exercise not in known:
        raise ExerciseUnknown(
            f"There is no exercise named {exercise!r}. There is: {', '.join(known)}."
        )
    if html is None:
        return
    refuse_to_overwrite([str(submission)], html, "--html")
    if html.is_dir() or not html.absolute().parent.is_dir():
        raise OutputUnwritable(f"{html} cannot be written: name a file in a folder that is there.")


class _Screen:
    """Shows what happens: redrawn on a terminal, one after the other elsewhere.

    Neither the alternate screen nor a hidden cursor: reports are longer than a screen and worth
    scrolling, the last one stays, and there is nothing to restore, whatever ends this process.
    """

    def __init__(self, submission: Path, html: Path | None, sandbox: Workers | None) -> None:
        from grader.submission.source import name_of

        self._name = name_of(str(submission))
        self._html = html
        self._page: LivePage | None = None
        self._sandbox = sandbox
        terminal = sys.stdout is not None and sys.stdout.isatty()
        self._redraws = terminal and os.environ.get("TERM") != "dumb"
        self._blank = True

    def tell(self, news: News) -> None:
        """Show one piece of news."""
        from rich.console import Group
        from rich.text import Text

        from grader.render.progress import progress
        from grader.render.terminal import render
        from grader.report import not_graded
        from grader.watching.watching import Began, Graded

        if isinstance(news, Began):
            show(Text(f"Grading {self._name} …", "dim"))
        elif isinstance(news, Graded):
            told = progress(news.before, news.report)
            self._draw(Group(render(news.report), *self._below(news, told)))
            self._write_page(news.report, news, told)
        else:
            report = not_graded(self._name, news.reason)
            self._draw(Group(render(report), Text(), _how_to_stop("Waiting for the next save")))
            self._write_page(report)

    def leave(self) -> None:
        """Say that this is the end."""
        if self._page is not None:
            with contextlib.suppress(OSError):
                self._page.settle()
        say("\ngrade: stopped watching.")

    def _draw(self, what: RenderableType) -> None:
        from rich.console import Group
        from rich.text import Text

        if self._redraws:
            click.clear()
        elif not self._blank:
            what = Group(Text(), what)
        self._blank = False
        show(what)

    def _below(self, graded: Graded, told: Progress | None) -> Sequence[RenderableType]:
        """What a terminal shows without scrolling, however long the report: the end."""
        from rich.text import Text

        from grader.render.terminal import render_progress

        parts: list[RenderableType] = [] if told is None else [Text(), render_progress(told)]
        if graded.exercise_changed:
            parts.append(Text(f"{graded.report.exercise} has changed and was loaded anew."))
        if self._sandbox is not None and graded.report.isolation == "none":
            refused = "; ".join(self._sandbox.refused)
            unconfined = "what a submission does, this user does"
            parts.append(
                Text(f"Not in the sandbox, which cannot be had ({refused}): {unconfined}.")
            )
        took = (
            f"graded in {graded.seconds:.2f} s, {graded.report.seconds:.2f} s of it the submission"
        )
        return [*parts, Text(), _how_to_stop(f"{time.strftime('%H:%M:%S')} · {took}")]

    def _write_page(
        self,
        report: Report,
        graded: Graded | None = None,
        told: Progress | None = None,
    ) -> None:
        if self._html is None:
            return
        from grader.cli.live import LivePage

        self._page = self._page or LivePage(self._html)
        try:
            self._page.show(report, graded, told)
        except OSError as error:
            say(f"grade: {self._html} cannot be written: {error.strerror or error}.")


def _how_to_stop(what: str) -> RenderableType:
    from rich.text import Text

    return Text(f"{what} · Ctrl-C stops", "dim")
