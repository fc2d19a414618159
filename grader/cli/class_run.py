"""Grades a class and publishes the results, or judges it again."""

import contextlib
import sys
from collections.abc import Iterator
from functools import partial
from pathlib import Path

import click

from grader.causes import casebook
from grader.classroom.decisions import Decisions, read_decisions
from grader.classroom.grade import Tally, grade_class
from grader.classroom.gradebook import Count, Gradebook
from grader.classroom.rejudge import Rejudging
from grader.classroom.summary import Summary
from grader.cli.base import FULL_MARKS, OUR_FAULT, POINTS_MISSING, say
from grader.cli.cluster import Scheduler
from grader.cli.group import INTERRUPTED
from grader.cli.output import show
from grader.cli.progress import Bar, progress
from grader.cli.publish import GRADEBOOK, ClassPictures, publish, say_where
from grader.cli.to_nbgrader import NbgraderTarget
from grader.errors import ClusterLost
from grader.exercise.folders import Folders
from grader.exercise.loading import Exercise, whole
from grader.exercise.recognition import appraise
from grader.grading.session import Session
from grader.intake import Intake, collect
from grader.intake.layouts import NBGRADER
from grader.intake.roster import enrol, read_roster
from grader.pictures.plan import load_matplotlib
from grader.printable import counted
from grader.render import changes as render_changes
from grader.render import summary as render_summary
from grader.sandbox.asking import Asking
from grader.sandbox.self_attack import attack_every_server
from grader.sandbox.workers import Workers


class ClassRun:
    """One run of `grade class`."""

    def __init__(
        self,
        folders: Folders,
        workers: Workers,
        output: Path,
        count: Count,
        html: bool,
        nbgrader: NbgraderTarget | None = None,
    ) -> None:
        self._folders = folders
        self._workers = workers
        self._output = output
        self._count = count
        self._html = html
        self._nbgrader = nbgrader
        self._in_course = True
        self._bar: Bar | None = None
        self._elsewhere = ""  # the workers of a cluster, in words
        if html:
            load_matplotlib()

    def grade(
        self,
        submissions: Path,
        exercise: str | None,
        *,
        roster: Path | None,
        no_sandbox: bool,
        jobs: int,
        scheduler: Scheduler | None,
        seed: int | None,
        time_limit_seconds: float | None,
        regrade: bool,
    ) -> int:
        """Grade what is new and publish; returns the exit code."""
        session = self._session(time_limit_seconds, jobs)
        people = read_roster(roster) if roster is not None else None
        intake, loaded = self._take_in(submissions, exercise, session)
        if people is not None:
            intake, unmatched = enrol(intake, people)
            for sentence in unmatched:
                say(f"  {sentence}")
        decisions = read_decisions(self._output, loaded)
        self._say_if_without_causes(loaded)
        with contextlib.ExitStack() as stack:
            if scheduler is None:
                self._test_sandbox(no_sandbox)
            else:
                session.asking = stack.enter_context(self._cluster(scheduler, loaded))
            book = stack.enter_context(Gradebook(self._output / GRADEBOOK, loaded.name))
            code = self._grade(session, book, intake, seed=seed, regrade=regrade)
            self._publish(book, loaded, session, decisions)
        return code

    def _grade(
        self, session: Session, book: Gradebook, intake: Intake, *, seed: int | None, regrade: bool
    ) -> int:
        """Grade what is new, and say how that went; returns the exit code."""
        tally, total = Tally(len(intake.handed_in)), len(intake.handed_in)
        try:
            with progress("grading", total) as self._bar:
                self._bar.note(self._elsewhere)
                for tally in grade_class(
                    session, book, intake.handed_in, seed=seed, regrade=regrade
                ):
                    self._bar(tally.done)
            return _summed_up(tally)
        except ClusterLost as error:
            say(f"grade: {error} {tally.done} of {total} are in the gradebook.")
            return OUR_FAULT
        except KeyboardInterrupt:
            say(
                f"\ngrade: stopped; {tally.done} of {total} are in the gradebook. Run the same "
                "command again to continue."
            )
            return INTERRUPTED
        finally:
            self._bar = None

    @contextlib.contextmanager
    def _cluster(self, scheduler: Scheduler, exercise: Exercise) -> Iterator[Asking]:
        """The cluster, and news of its workers, above the bar if there is one."""

        def news(sentence: str) -> None:
            bar = self._bar
            (bar.say if bar else say)(f"  {sentence}")

        def changed(workers: str) -> None:
            self._elsewhere = workers
            bar = self._bar
            if bar:
                bar.note(workers)

        with scheduler.cluster(exercise.packages, news, changed) as cluster:
            say(f"cluster: {cluster.fleet}; sandbox: {cluster.isolation}, self-tests passed")
            yield cluster

    def rejudge(self, *, agreed: bool) -> int:
        """Judge again, show the changes, and keep them if agreed; returns the exit code."""
        with Gradebook.reading(self._output / GRADEBOOK) as book:
            name = book.exercise
        session = self._session()
        # if its figures cannot be loaded, that shows before any grade changes
        loaded = whole(session.exercise(name))
        decisions = read_decisions(self._output, loaded)
        self._say_if_without_causes(loaded)
        with Gradebook(self._output / GRADEBOOK, name) as book:
            changes = list(Rejudging(session, book).changes())
            changed = [change for change in changes if change.reasons]
            show(render_changes.render(changed, len(changes)))
            if changed and not (agreed or _agreed()):
                say("Nothing was changed.")
                return POINTS_MISSING
            book.rejudged(((one.attempt, one.after) for one in changes), loaded.fingerprint)
            self._publish(book, loaded, session, decisions)
        return FULL_MARKS

    def publish(self) -> None:
        """Write tables, summary and pages again from the gradebook."""
        session = self._session()
        with Gradebook.reading(self._output / GRADEBOOK) as book:
            loaded = whole(session.exercise(book.exercise))
            self._write(book, loaded, session, read_decisions(self._output, loaded))
        say_where(self._output, html=self._html)

    def _session(self, time_limit_seconds: float | None = None, jobs: int = 1) -> Session:
        return Session(
            self._folders,
            self._workers,
            prepare=lambda loaded: loaded.prepared(pictures=self._html),
            time_limit_seconds=time_limit_seconds,
            jobs=jobs,
        )

    def _take_in(
        self, submissions: Path, exercise: str | None, session: Session
    ) -> tuple[Intake, Exercise]:
        """The submissions, and the exercise they are for."""
        intake = collect(
            submissions,
            partial(appraise, folders=self._folders),
            exercise,
            self._output,
        )
        self._in_course = intake.layout == NBGRADER
        loaded = whole(session.exercise(intake.exercise))
        say(f"{intake.layout}: {counted(len(intake.handed_in), 'student')}, {loaded.name}")
        for sentence in intake.passed_over:
            say(f"  {sentence}")
        return intake, loaded

    def _say_if_without_causes(self, exercise: Exercise) -> None:
        _, why = casebook.find(exercise)
        if why:
            say(f"No causes are told: {why}")

    def _test_sandbox(self, no_sandbox: bool) -> None:
        """Attack the sandbox before it is trusted with a class."""
        if no_sandbox:
            say("NOT SANDBOXED (--no-sandbox): submissions run with the rights of this user.")
            return
        attack_every_server(self._workers)
        without = f" ({'; '.join(self._workers.refused)})" if self._workers.refused else ""
        say(f"sandbox: {self._workers.isolation}{without}; self-test passed")

    def _publish(
        self, book: Gradebook, exercise: Exercise, session: Session, decisions: Decisions
    ) -> None:
        summary = self._write(book, exercise, session, decisions)
        show(render_summary.render(summary, str(self._output)))
        say_where(self._output, html=self._html)
        if self._nbgrader is not None:
            self._nbgrader.write(book, exercise, self._count, in_course=self._in_course)

    def _write(
        self, book: Gradebook, exercise: Exercise, session: Session, decisions: Decisions
    ) -> Summary:
        # a fixed seed, so that the solution's pictures stay the same from run to run
        pictures = None
        if self._html:
            pictures = ClassPictures(exercise, lambda: session.grading(exercise.name, seed=0))
        return publish(self._output, book, exercise, self._count, pictures, decisions)


def _summed_up(tally: Tally) -> int:
    """Say how the run went; returns its exit code."""
    known = f", {tally.known} unchanged" if tally.known else ""
    failed = f", {len(tally.not_graded)} not graded" if tally.not_graded else ""
    say(f"{tally.graded} graded{known}{failed}")
    if tally.trouble:
        return OUR_FAULT
    return POINTS_MISSING if tally.not_graded else FULL_MARKS


def _agreed() -> bool:
    if not sys.stdin or not sys.stdin.isatty():
        say("Add --yes to keep these changes.")
        return False
    return click.confirm("Keep these changes?", err=True)
