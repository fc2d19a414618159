"""Pictures of what was seen in a grading. They never affect a verdict."""

from grader.grading.one import Grading
from grader.observations import Sighting
from grader.pictures import plan
from grader.report import Picture


def pictures(grading: Grading, sighting: Sighting) -> tuple[Picture, ...]:
    """Pictures of what was seen, compared with the solution where the author wants that.

    A figure that cannot be drawn is left out.
    """
    if not sighting.pictured:
        return ()
    return plan.pictures(grading.exercise.figures, sighting.pictured, grading.answers.pictured())


def pictures_of_solution(grading: Grading, *, compared: bool) -> tuple[Picture, ...]:
    """Pictures of what the solution shows, alone or compared with itself.

    Errors from drawing propagate.
    """
    seen = grading.answers.pictured()
    expected = seen if compared else None
    return plan.pictures(grading.exercise.figures, seen, expected, forgiving=False)
