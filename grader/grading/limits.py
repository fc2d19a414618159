"""How long code may run, and how much memory it may take."""

from dataclasses import replace

from grader.exercise.loading import Exercise
from grader.sandbox.observe import Limits

AMPLE = 10


def author_limits(exercise: Exercise) -> Limits:
    """The limits of the author's own code: ample, so that a slow machine costs no points."""
    return Limits(
        submission_seconds=exercise.time_limit_seconds * AMPLE,
        check_seconds=exercise.check_time_limit_seconds * AMPLE,
        memory_bytes=exercise.memory_limit_mib << 20,
    )


def submission_limits(exercise: Exercise, time_limit_seconds: float | None = None) -> Limits:
    """The limits of a submission: the exercise's, or others in the same proportion."""
    total = time_limit_seconds or exercise.time_limit_seconds
    share = total / exercise.time_limit_seconds
    return replace(
        author_limits(exercise),
        submission_seconds=total,
        check_seconds=exercise.check_time_limit_seconds * share,
    )
