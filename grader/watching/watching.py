"""Grades a submission again whenever it is saved.

    a save → the submission as it is now → graded in a thread, while watching continues → news

A save during a grading ends that grading. A file may be unreadable for a moment (empty, missing, a
half-written notebook); if it stays so, the problem is reported, and watching continues.
"""

from __future__ import annotations

import stat
import time
from collections.abc import Generator, Iterator
from contextlib import suppress
from dataclasses import dataclass, replace
from pathlib import Path
from threading import Thread

from grader.errors import GradeError, Stumbled, SubmissionUnreadable
from grader.exercise.loading import Exercise
from grader.grading.one import Grading
from grader.grading.outcome import Outcome, grade
from grader.grading.pictures import pictures
from grader.grading.session import Subject
from grader.report import Drawing, Report
from grader.sandbox.abandon import Abandonable
from grader.submission.source import Submission, content_of, name_of, parse
from grader.watching.bell import Bell
from grader.watching.saves import Saves, Stamp, stamp

POLL_SECONDS = 1.0
# How long a file may be unreadable before this is reported: saving takes a moment.
GRACE_SECONDS = 0.3


@dataclass(frozen=True)
class Began:
    """A save was noticed and is being graded."""


@dataclass(frozen=True)
class Graded:
    """A save was graded, in `seconds`.

    `before` is the last report before it on a file that Python could read: while someone is typing,
    it often cannot.
    """

    report: Report
    submission: Submission
    before: Report | None
    seconds: float
    exercise_changed: bool = False
    pictures: tuple[Drawing, ...] = ()
    title: str = ""  # of the exercise


@dataclass(frozen=True)
class Waiting:
    """Nothing can be graded, for this reason; the next save may change that."""

    reason: str


News = Began | Graded | Waiting


@dataclass(frozen=True)
class _Look:
    """Everything a grading depends on, at one moment. If it differs, something was saved."""

    stamp: Stamp | None
    content: bytes | str  # a string says why there is no content
    exercise: str

    def same_work(self, other: _Look) -> bool:
        """Whether grading would give the same report."""
        return (self.content, self.exercise) == (other.content, other.exercise)


class _Run:
    """One grading in its own thread, which rings the bell when it is done."""

    def __init__(self, grading: Grading, submission: Submission, bell: Bell) -> None:
        self.grading = grading
        self.outcome: Outcome | None = None
        self.pictures: tuple[Drawing, ...] = ()
        self.done = False
        self._submission = submission
        self._bell = bell
        self._workers = Abandonable(grading.workers)
        Thread(target=self._grade, daemon=True).start()

    def abandon(self) -> None:
        """End it; the result is not needed any more."""
        self._workers.abandon()

    def _grade(self) -> None:
        student = self._submission
        outcome = grade(
            student.name, lambda: student, lambda one: (self.grading, one), self._workers
        )
        if outcome.sighting is not None:
            with suppress(GradeError):
                self.pictures = pictures(self.grading, outcome.sighting, outcome.report)
        self.outcome = outcome
        self.done = True
        self._bell.ring()


class Watching:
    """Watches one submission until the bell is stopped."""

    def __init__(self, path: Path, subject: Subject, bell: Bell) -> None:
        self._path = path
        self._name = name_of(str(path))
        self._subject = subject
        self._bell = bell
        self._saves = Saves(bell)
        self._seen: _Look | None = None
        self._began = 0.0
        self._running: _Run | None = None
        self._before: Report | None = None
        self._last_grading: Grading | None = None

    def news(self) -> Generator[News, None, None]:
        """Yields news as it comes. Closing this ends a running grading."""
        try:
            while not self._bell.stopped:
                self._follow()
                yield from self._saved()
                yield from self._finished()
                self._bell.wait(POLL_SECONDS)
        finally:
            self._abandon()
            self._saves.close()

    def _follow(self) -> None:
        beside = {self._path.absolute().parent}
        with suppress(OSError, RuntimeError):  # links in a circle
            beside.add(self._path.resolve().parent)
        self._saves.follow([*beside, *self._subject.folders()])

    def _saved(self) -> Iterator[News]:
        look = self._look()
        if look == self._seen:
            return
        if self._running and self._seen and look.same_work(self._seen):
            self._seen = look  # touched, or saved without changes
            return
        self._began = time.monotonic()
        self._abandon()
        try:
            grading, student = self._settled()
        except GradeError as error:
            yield Waiting(str(error))
        except Exception as error:
            yield Waiting(str(Stumbled(error)))
        else:
            yield Began()
            self._running = _Run(grading, student, self._bell)

    def _settled(self) -> tuple[Grading, Submission]:
        """The submission and its grading, once the file can be read. Raises GradeError."""
        until = self._began + GRACE_SECONDS
        while True:
            look = self._seen = self._look()
            try:
                if isinstance(look.content, str):
                    raise SubmissionUnreadable(look.content)
                student = parse(self._name, look.content)
                grading, student = self._subject.assign(student, str(self._path))
            except GradeError:
                if self._bell.stopped or time.monotonic() >= until:
                    # the exercise may have become known since the look
                    self._seen = replace(look, exercise=self._subject.fingerprint())
                    raise
                self._bell.wait(min(POLL_SECONDS, until - time.monotonic()))
            else:
                # from here on, compare with the exercise as it was loaded
                self._seen = replace(look, exercise=grading.exercise.fingerprint)
                return grading, student

    def _finished(self) -> Iterator[News]:
        run = self._running
        if run is None or not run.done:
            return
        self._running = None
        assert run.outcome is not None
        report, submission = run.outcome.report, run.outcome.submission
        if submission is None or run.outcome.sighting is None:
            yield Waiting(report.reason or "")
            return
        before, self._last_grading = self._last_grading, run.grading
        yield Graded(
            report,
            submission,
            self._before,
            time.monotonic() - self._began,
            before is not None and _is_changed(before.exercise, run.grading.exercise),
            run.pictures,
            run.grading.exercise.title,
        )
        if not report.unreadable:
            self._before = report

    def _look(self) -> _Look:
        there = stamp(self._path)
        content: bytes | str
        try:
            if _never_ends(self._path):
                raise SubmissionUnreadable(f"{self._name} is not a file. Name the file to watch.")
            content = content_of(str(self._path))
        except SubmissionUnreadable as error:
            content = str(error)
        return _Look(there, content, self._subject.fingerprint())

    def _abandon(self) -> None:
        if self._running is not None:
            self._running.abandon()
            self._running = None


def _is_changed(before: Exercise, now: Exercise) -> bool:
    return before.name == now.name and before.fingerprint != now.fingerprint


def _never_ends(path: Path) -> bool:
    """Whether it is a pipe or a device: reading it might block forever."""
    with suppress(OSError):
        mode = path.stat().st_mode
        return not (stat.S_ISREG(mode) or stat.S_ISDIR(mode))
    return False
