"""Pictures of what was seen in a grading. They never affect a verdict."""

from grader.exercise.loading import Exercise
from grader.grading.one import Grading
from grader.observations import Sighting
from grader.pictures import plan
from grader.report import Drawing, Picture, Report


def pictures(grading: Grading, sighting: Sighting, report: Report) -> tuple[Drawing, ...]:
    """Pictures of what was seen, compared with the solution where the author wants that.

    Where nothing can be drawn, a sentence says why.
    """
    if not sighting.pictured:
        return undrawn(grading.exercise, report)
    seen, expected = sighting.pictured, grading.answers.pictured()
    figures = grading.exercise.figures
    return plan.pictures(figures, seen, expected, verdicts=report.verdicts)


def undrawn(exercise: Exercise, report: Report) -> tuple[Drawing, ...]:
    """The sentences in place of pictures of a submission that showed nothing to draw."""
    return plan.pictures(exercise.figures, {}, verdicts=report.verdicts)


def pictures_of_solution(grading: Grading, *, compared: bool) -> tuple[Picture, ...]:
    """Pictures of what the solution shows, alone or compared with itself.

    Errors from drawing propagate.
    """
    seen = grading.answers.pictured()
    expected = seen if compared else None
    drawn = plan.pictures(grading.exercise.figures, seen, expected, forgiving=False)
    return tuple(one for one in drawn if isinstance(one, Picture))
