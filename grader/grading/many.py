"""Grades many submissions, several at a time; one that hangs does not delay the others."""

import contextlib
import os
from collections import deque
from collections.abc import Iterable, Iterator
from concurrent.futures import FIRST_COMPLETED, Future, ThreadPoolExecutor, wait
from dataclasses import dataclass, replace

from grader.errors import ClusterLost, SubmissionUnreadable, WorkerUnavailable
from grader.exercise.recognition import other_exercise
from grader.grading.one import Grading
from grader.grading.outcome import Outcome, grade
from grader.intake import HandedIn
from grader.printable import enumerated
from grader.report import Remark, remarking
from grader.submission.source import Submission, parse

# After this many failures in a row the grader is at fault, not the submissions: stop.
LOST_IN_A_ROW = 5
MAX_BESIDE = 5


@dataclass(frozen=True)
class Done:
    """A file that was handed in, and its outcome."""

    handed_in: HandedIn
    outcome: Outcome


def grade_all(
    grading: Grading, waiting: Iterable[tuple[HandedIn, bytes | SubmissionUnreadable]]
) -> Iterator[Done]:
    """Grade each file; yields the outcomes in the order in which they finish.

    Takes only as many files from `waiting` as can soon be asked, so that a class of any size fits
    into memory. Raises WorkerUnavailable if nothing can be run any more, and ClusterLost at once if
    the cluster is.
    """
    grading.answers.of_solution()
    cores = iter(grading.asking.cores)
    pool = ThreadPoolExecutor(
        grading.asking.most, "grading", initializer=_stay_on_a_core, initargs=(cores,)
    )
    running: set[Future[Done]] = set()
    lost: deque[bool] = deque(maxlen=LOST_IN_A_ROW)
    try:
        for handed_in, content in waiting:
            running.add(pool.submit(_grade, grading, handed_in, content))
            while len(running) >= 2 * max(1, min(grading.asking.slots, grading.asking.most)):
                yield from _done(running, lost)
        while running:
            yield from _done(running, lost)
    finally:
        pool.shutdown(wait=False, cancel_futures=True)


def _stay_on_a_core(cores: Iterator[int]) -> None:
    """Keep this thread on the next of the cores, if there is one.

    The process that it talks with stays there, too: moving both around costs more than it gains.
    """
    core = next(cores, None)
    if core is not None:
        with contextlib.suppress(OSError):  # some containers do not allow it
            os.sched_setaffinity(0, {core})


def _done(running: set[Future[Done]], lost: deque[bool]) -> Iterator[Done]:
    finished, _ = wait(running, return_when=FIRST_COMPLETED)
    running -= finished
    cluster_lost = None
    for future in finished:
        done = future.result()
        if isinstance(done.outcome.error, ClusterLost):  # nothing is known of this submission
            cluster_lost = done.outcome.error
            continue
        lost.append(done.outcome.our_fault)
        yield done
    if cluster_lost is not None:
        raise cluster_lost
    if lost.count(True) == LOST_IN_A_ROW:
        raise WorkerUnavailable(
            f"{LOST_IN_A_ROW} submissions in a row could not be run: {done.outcome.report.reason} "
            "What was graded is kept; run the same command again to continue."
        )


def _grade(grading: Grading, handed_in: HandedIn, content: bytes | SubmissionUnreadable) -> Done:
    def read() -> Submission:
        if isinstance(content, SubmissionUnreadable):
            raise content
        submission = parse(handed_in.file, content)
        if other := other_exercise(submission.text, grading.exercise):
            raise SubmissionUnreadable(
                f"{handed_in.file} is for {other}, not for {grading.exercise.name}."
            )
        return submission

    name = handed_in.file or handed_in.student
    outcome = grade(name, read, lambda submission: (grading, submission))
    if handed_in.beside and outcome.report.status == "graded":
        outcome = replace(outcome, report=remarking(outcome.report, beside(handed_in)))
    return Done(handed_in, outcome)


def beside(handed_in: HandedIn) -> Remark:
    """The remark on files that were handed in beside the one that is graded."""
    several = len(handed_in.beside) > 1
    listed = enumerated(handed_in.beside, MAX_BESIDE)
    were, are = ("were", "are") if several else ("was", "is")
    return Remark(
        f"Only one file is graded, {handed_in.file}. {listed} {were} handed in beside it and "
        f"{are} not used.",
        "beside",
    )
