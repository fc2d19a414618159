"""Long runs of functions that are wrong beside a wrong one that they use: left out at first.

What they show then says nothing, and takes the most time. A right function in place of the wrong
one mostly settles them; where it does not, a fresh process is asked, so that verdicts and causes
are the same as if all had been asked at once. What they print is not seen.
"""

from collections.abc import Mapping, Sequence
from dataclasses import replace
from itertools import chain

from grader.exercise.loading import Exercise
from grader.exercise.questions import Question
from grader.grading.answers import AuthorAnswers
from grader.grading.comparing import Comparing
from grader.grading.settling import Settling, hopeless
from grader.observations import LeftOut, Observation, Sighting
from grader.sandbox.work import LeavesOut, Work


class LongRuns:
    """Says which long runs of one exercise are left out."""

    def __init__(
        self,
        exercise: Exercise,
        answers: AuthorAnswers,
        comparing: Comparing,
        settling: Settling,
        questions: Sequence[tuple[Question, ...]],
    ) -> None:
        self._exercise = exercise
        self._answers = answers
        self._comparing = comparing
        self._settling = settling
        asked = enumerate(chain.from_iterable(questions))
        self._functions = {n: one.function for n, one in asked if exercise.is_long(one)}

    def numbers(self, works_with: Mapping[str, frozenset[str]]) -> frozenset[int]:
        """The numbers of the questions that may be left out of a submission's."""
        if self._exercise.solution is None:
            return frozenset()
        return frozenset(n for n, one in self._functions.items() if works_with.get(one))

    def leaves_out(self, works_with: Mapping[str, frozenset[str]]) -> LeavesOut:
        """Decides on a long run once all questions before it have been answered.

        It is left out if its function is bound to be asked again: both this and a function that it
        uses have failed a check by then. While the solution is still answering, nothing is.
        """

        def decide(number: int, seen: Sequence[Observation]) -> bool:
            if not self._answers.are_known:
                return False
            function = self._functions[number]
            asked = self._comparing.asked(seen)
            wrong = {one.function for one in asked if one.shortfall is not None}
            used = self._settling.replaceable(wrong, function, works_with)
            return (
                bool(used)
                and function in wrong
                and self._exercise.of_objects.isdisjoint(used)
                and not hopeless(asked, function, used)
            )

        return decide


def is_left_out(observation: Observation) -> bool:
    """Whether it stands for a question that was left out."""
    return isinstance(observation, LeftOut)


def of_those_left_out(work: Work, sighting: Sighting) -> Work:
    """The work of asking what was left out and nothing else.

    It has the time that is left, and at least that of one call, as it loads everything once more.
    """
    missing = {n for n, one in enumerate(sighting.observations) if is_left_out(one)}
    left = work.limits.submission_seconds - sighting.seconds
    seconds = max(work.limits.check_seconds, left)
    return replace(
        work,
        limits=replace(work.limits, submission_seconds=seconds),
        pictures=(),
        may_leave_out=range(len(work.questions)),
        leaves_out=lambda number, seen: number not in missing,
        then=lambda seen, ask: None,
    )


def with_those_left_out(sighting: Sighting, fresh: Sighting) -> list[Observation]:
    """What was seen, with those that were left out asked in a `fresh` process."""
    return [
        later if is_left_out(one) else one
        for one, later in zip(sighting.observations, fresh.observations, strict=True)
    ]
