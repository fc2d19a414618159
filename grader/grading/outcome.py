"""Grading turns an error into "not graded" here, so that the other reports survive."""

from collections.abc import Callable
from dataclasses import dataclass
from typing import TypeVar

from grader.errors import GradeError, GraderError, Stumbled, WorkerUnavailable
from grader.grading.one import Grading
from grader.observations import Sighting
from grader.report import Report, not_graded
from grader.sandbox.abandon import Abandonable
from grader.submission.source import Submission

T = TypeVar("T")
TRIES = 2


@dataclass(frozen=True)
class Outcome:
    """The outcome for one submission; whatever grading did not get to is None."""

    report: Report
    submission: Submission | None = None
    grading: Grading | None = None
    sighting: Sighting | None = None
    error: GradeError | None = None

    @property
    def our_fault(self) -> bool:
        """Whether something on the grading side went wrong."""
        return isinstance(self.error, GraderError)


def grade(
    name: str,
    read: Callable[[], Submission],
    assign: Callable[[Submission], tuple[Grading, Submission]],
    workers: Abandonable | None = None,
) -> Outcome:
    """Read a submission, run it and judge it. Raises nothing but interrupts.

    `assign` returns the grading and the submission as it is graded. `workers` run the submission if
    given; if they are abandoned meanwhile, it is not judged.
    """
    submission = grading = None
    try:
        submission = read()
        grading, submission = assign(submission)
        sighting = _retried(lambda: grading.observe(submission, workers))
        if workers is not None and workers.abandoned:
            raise WorkerUnavailable("This grading was abandoned.")
        report = _retried(lambda: grading.judge(submission, sighting))
    except GradeError as error:
        return Outcome(not_graded(name, str(error)), submission, grading, error=error)
    except Exception as error:  # one submission must not cost the reports of others
        stumbled = Stumbled(error)
        stumbled.__cause__ = error
        return Outcome(not_graded(name, str(stumbled)), submission, grading, error=stumbled)
    return Outcome(report, submission, grading, sighting)


def _retried(step: Callable[[], T]) -> T:
    """The result of a step; tries a second time if the first was lost with its process."""
    for left in reversed(range(TRIES)):
        try:
            return step()
        except WorkerUnavailable:
            if not left:
                raise
    raise AssertionError
