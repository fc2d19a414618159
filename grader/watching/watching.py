"""Grades a submission again whenever it is saved.

    a save → the submission as it is now → graded in a thread, beside the watching → an event

A save that comes while a grading runs ends it. What is no submission for a moment (empty, gone, a
notebook half written) is given that moment; after it, what is wrong is told, and watching goes on.
"""

from __future__ import annotations

import stat
import time
from collections.abc import Generator, Iterator
from contextlib import suppress
from dataclasses import dataclass, replace
from pathlib import Path
from threading import Event, Thread

from grader.errors import GradeError, SubmissionUnreadable, own_fault
from grader.grading.many import default_jobs, tried
from grader.grading.one import Grading
from grader.grading.session import Session
from grader.report import Picture, Report
from grader.sandbox.abandon import Abandonable
from grader.submission import source as submission
from grader.submission.source import Submission
from grader.watching.bell import Bell
from grader.watching.saves import Saves, Stamp, stamp

POLL_SECONDS = 1.0
# How long a file may be what cannot be graded before that is told: saving takes a moment.
GRACE_SECONDS = 0.3


@dataclass(frozen=True)
class Began:
    """A save was noticed, and is being graded."""


@dataclass(frozen=True)
class Graded:
    """A save was graded, which took so many `seconds`.

    `before` is the last report before it on a file that Python could read: between two such, a file
    is often unreadable for a moment.
    """

    report: Report
    submission: Submission
    before: Report | None
    seconds: float
    exercise_changed: bool = False
    figures: tuple[Picture, ...] = ()
    title: str = ""  # of the exercise


@dataclass(frozen=True)
class Waiting:
    """There is nothing that could be graded, for this reason; the next save may change that."""

    reason: str


News = Began | Graded | Waiting


@dataclass(frozen=True)
class _Look:
    """All that a grading depends on, at one moment: another look is another save."""

    stamp: Stamp | None
    content: bytes | str  # as text, why there is none
    exercise: str

    def same_work(self, other: _Look) -> bool:
        """Whether grading would come to the same."""
        return (self.content, self.exercise) == (other.content, other.exercise)


class _Run:
    """One grading in a thread of its own, which rings when it is done."""

    def __init__(self, grading: Grading, student: Submission, bell: Bell) -> None:
        self.grading = grading
        self.submission = student
        self.report: Report | None = None
        self.figures: tuple[Picture, ...] = ()
        self.problem = ""
        self.done = False
        self._bell = bell
        self._workers = Abandonable(grading.workers)
        Thread(target=self._grade, daemon=True).start()

    def abandon(self) -> None:
        """End it; nobody will ask what became of it."""
        self._workers.abandon()

    def _grade(self) -> None:
        try:
            sighting = tried(lambda: self.grading.observe(self.submission, self._workers))
            if not self._workers.abandoned:
                self.figures = self.grading.pictures(sighting)
                self.report = self.grading.judge(self.submission, sighting)
        except GradeError as error:
            self.problem = str(error)
        except Exception as error:  # the next save is graded all the same
            self.problem = own_fault(error)
        self.done = True
        self._bell.ring()


class Watching:
    """One submission that is watched, until the bell says stop."""

    def __init__(self, path: Path, session: Session, bell: Bell) -> None:
        self._path = path
        self._name = submission.name_of(str(path))
        self._session = session
        self._bell = bell
        self._idle = Event()
        self._saves = Saves(bell)
        self._seen: _Look | None = None
        self._began = 0.0
        self._running: _Run | None = None
        self._before: Report | None = None
        self._last_grading: Grading | None = None

    def news(self) -> Generator[News, None, None]:
        """What happens, as it happens. Close it to end what runs."""
        try:
            while not self._bell.stopped:
                self._follow()
                yield from self._saved()
                yield from self._finished()
                self._bell.wait(POLL_SECONDS)
        finally:
            self._session.close()
            self._abandon()
            self._saves.close()

    def _follow(self) -> None:
        beside = {self._path.absolute().parent}
        with suppress(OSError, RuntimeError):  # links in a circle
            beside.add(self._path.resolve().parent)
        self._saves.follow([*beside, *self._session.folders()])

    def _saved(self) -> Iterator[News]:
        look = self._look()
        if look == self._seen:
            return
        if self._running and self._seen and look.same_work(self._seen):
            self._seen = look  # touched, or written once more as it was
            return
        self._began = time.monotonic()
        self._abandon()
        try:
            grading, student = self._settled()
        except GradeError as error:
            yield Waiting(str(error))
        except Exception as error:
            yield Waiting(own_fault(error))
        else:
            yield Began()
            self._idle.clear()
            self._running = _Run(grading, student, self._bell)

    def _settled(self) -> tuple[Grading, Submission]:
        """What is there to be graded, once it can be."""
        until = self._began + GRACE_SECONDS
        while True:
            look = self._seen = self._look()
            try:
                if isinstance(look.content, str):
                    raise SubmissionUnreadable(look.content)
                student = submission.parse(self._name, look.content)
                grading = self._session.grading(student)
            except GradeError:
                if self._bell.stopped or time.monotonic() >= until:
                    # which exercise it is may be known since the look
                    self._seen = replace(look, exercise=self._session.fingerprint())
                    raise
                self._bell.wait(min(POLL_SECONDS, until - time.monotonic()))
            else:
                # from here on this exercise counts, as it was when it was loaded
                self._seen = replace(look, exercise=grading.exercise.fingerprint)
                return grading, student

    def _finished(self) -> Iterator[News]:
        run = self._running
        if run is None or not run.done:
            return
        self._running = None
        self._idle.set()
        if run.report is None:
            yield Waiting(run.problem)
            return
        grading, self._last_grading = self._last_grading, run.grading
        graded = Graded(
            run.report,
            run.submission,
            self._before,
            time.monotonic() - self._began,
            grading is not None
            and grading.exercise.name == run.grading.exercise.name
            and grading.exercise.fingerprint != run.grading.exercise.fingerprint,
            run.figures,
            run.grading.exercise.title,
        )
        if not run.report.unreadable:
            self._before = run.report
        yield graded
        if run.grading is not grading and default_jobs() > 1:
            run.grading.ask_ahead(self._idle)  # while the next save is being written

    def _look(self) -> _Look:
        there = stamp(self._path)
        content: bytes | str
        try:
            if _never_ends(self._path):
                raise SubmissionUnreadable(f"{self._name} is no file. Name one to watch.")
            content = submission.content_of(str(self._path))
        except SubmissionUnreadable as error:
            content = str(error)
        return _Look(there, content, self._session.fingerprint())

    def _abandon(self) -> None:
        if self._running is not None:
            self._running.abandon()
            self._running = None
            self._idle.set()


def _never_ends(path: Path) -> bool:
    """Whether it is a pipe or a device: reading it would wait for whoever writes to it."""
    with suppress(OSError):
        mode = path.stat().st_mode
        return not (stat.S_ISREG(mode) or stat.S_ISDIR(mode))
    return False
