"""Grades many submissions, several at a time; one that hangs holds up nobody else."""

import os
from collections import deque
from collections.abc import Callable, Iterable, Iterator
from concurrent.futures import FIRST_COMPLETED, Future, ThreadPoolExecutor, wait
from dataclasses import dataclass
from typing import TypeVar

from grader.errors import GradeError, SubmissionUnreadable, WorkerUnavailable, own_fault
from grader.grading.one import Grading
from grader.intake import HandedIn
from grader.observations import Sighting
from grader.report import Report, not_graded
from grader.submission.source import Submission, parse

T = TypeVar("T")
TRIES = 2
# So many submissions without one that could be run: the trouble is not theirs.
LOST_IN_A_ROW = 5


@dataclass(frozen=True)
class Graded:
    """What became of one file: the last two are None where it could not be read or not be run."""

    handed_in: HandedIn
    report: Report
    submission: Submission | None = None
    sighting: Sighting | None = None
    trouble: bool = False  # ours, not the submission's


def default_jobs() -> int:
    """One for each processor that this process may use."""
    return len(os.sched_getaffinity(0)) if hasattr(os, "sched_getaffinity") else os.cpu_count() or 1


def grade_all(
    grading: Grading, waiting: Iterable[tuple[HandedIn, bytes | SubmissionUnreadable]], jobs: int
) -> Iterator[Graded]:
    """What becomes of each, in the order in which they are done.

    Of `waiting`, no more is taken than `jobs` at once can use, so that a class of any size fits.
    Raises WorkerUnavailable when nothing can be run any more.
    """
    grading.reference_answers()
    pool = ThreadPoolExecutor(jobs, "grading")
    running: set[Future[Graded]] = set()
    lost: deque[bool] = deque(maxlen=LOST_IN_A_ROW)
    try:
        for handed_in, content in waiting:
            running.add(pool.submit(_grade, grading, handed_in, content))
            if len(running) >= 2 * jobs:
                yield from _done(running, lost)
        while running:
            yield from _done(running, lost)
    finally:
        pool.shutdown(wait=False, cancel_futures=True)


def _done(running: set[Future[Graded]], lost: deque[bool]) -> Iterator[Graded]:
    done, _ = wait(running, return_when=FIRST_COMPLETED)
    running -= done
    for future in done:
        graded = future.result()
        lost.append(graded.trouble)
        yield graded
    if lost.count(True) == LOST_IN_A_ROW:
        raise WorkerUnavailable(
            f"{LOST_IN_A_ROW} submissions in a row could not be run: {graded.report.reason} "
            "What was graded is kept; run the same command again to go on."
        )


def _grade(grading: Grading, handed_in: HandedIn, content: bytes | SubmissionUnreadable) -> Graded:
    name = handed_in.file or handed_in.student
    submission = None
    try:
        if isinstance(content, SubmissionUnreadable):
            raise content
        submission = parse(handed_in.file, content)
        sighting = tried(lambda: grading.observe(submission))
        report = tried(lambda: grading.judge(submission, sighting))
    except SubmissionUnreadable as error:
        return Graded(handed_in, not_graded(name, str(error)))
    except GradeError as error:
        return Graded(handed_in, not_graded(name, str(error)), submission, trouble=True)
    except Exception as error:  # one submission must not take the others' reports away
        return Graded(handed_in, not_graded(name, own_fault(error)), submission, trouble=True)
    return Graded(handed_in, report, submission, sighting)


def tried(step: Callable[[], T]) -> T:
    """What a step comes to, on a second try where the first was lost with its process."""
    for left in reversed(range(TRIES)):
        try:
            return step()
        except WorkerUnavailable:
            if not left:
                raise
    raise AssertionError
