"""What a submission showed beside what the solution shows, check by check, and each judged once."""

import threading
from collections.abc import Sequence
from itertools import islice, repeat
from operator import is_

from grader.checks import Check
from grader.exercise.questions import Question
from grader.grading.answers import AuthorAnswers
from grader.judging.judge import Asked
from grader.observations import Observation


class _Recent(threading.local):
    """What a thread compared last: a submission is judged while it is asked, and at the end."""

    asked: Sequence[Asked] = ()


class Comparing:
    """The checks of one grading, with their questions and the solution's answers."""

    def __init__(
        self,
        checks: Sequence[Check],
        questions: Sequence[tuple[Question, ...]],
        answers: AuthorAnswers,
    ) -> None:
        self._checks = checks
        self._questions = questions
        self._answers = answers
        self._recent = _Recent()

    def asked(self, observations: Sequence[Observation]) -> list[Asked]:
        """Each check with what was shown, in the order of the questions, as far as these go."""
        rest = iter(observations)
        made = []
        for check, questions, reference in zip(
            self._checks,
            self._questions,
            self._answers.of_solution() or repeat(None),
            strict=False,
        ):
            if not (seen := tuple(islice(rest, len(questions)))):
                break
            made.append(Asked(check, questions, reference, seen))
        for number, (one, before) in enumerate(zip(made, self._recent.asked, strict=False)):
            if one.reference is before.reference and _are_the_same(one.seen, before.seen):
                made[number] = before
        self._recent.asked = made
        return made


def _are_the_same(some: Sequence[Observation], others: Sequence[Observation]) -> bool:
    return len(some) == len(others) and all(map(is_, some, others))
