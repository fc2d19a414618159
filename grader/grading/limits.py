"""How long code may run, and how much memory it may use."""

from dataclasses import replace

from grader.exercise.loading import Exercise
from grader.sandbox.observe import Limits

AMPLE = 10


def author_limits(exercise: Exercise) -> Limits:
    """The limits for the author's own code: generous, so that a slow machine costs no points."""
    return Limits(
        submission_seconds=exercise.time_limit_seconds * AMPLE,
        check_seconds=exercise.check_time_limit_seconds * AMPLE,
        memory_bytes=exercise.memory_limit_mib << 20,
    )


def submission_limits(exercise: Exercise, time_limit_seconds: float | None = None) -> Limits:
    """The limits for a submission; another total time scales the time for each check too."""
    total = time_limit_seconds or exercise.time_limit_seconds
    share = total / exercise.time_limit_seconds
    return replace(
        author_limits(exercise),
        submission_seconds=total,
        check_seconds=exercise.check_time_limit_seconds * share,
    )
