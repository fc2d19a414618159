"""What the author's own code answers to the questions of one grading. Each is asked once."""

import contextlib
from collections.abc import Sequence
from dataclasses import replace
from itertools import chain
from threading import Lock, Thread

from grader.errors import ExerciseBroken, GradeError
from grader.exercise.examples import Example
from grader.exercise.loading import Exercise
from grader.exercise.questions import Question
from grader.grading.limits import author_limits
from grader.grading.unanswered import Unanswered
from grader.observations import Crashed, Observation, Returned
from grader.pictures import plan
from grader.sandbox.observe import Watch, Work, observe
from grader.sandbox.workers import Workers

Answers = list[tuple[Observation, ...]]
Questions = Sequence[Sequence[Question]]


class AuthorAnswers:
    """The answers of the solution, which is asked once. Ask from any thread."""

    def __init__(
        self, exercise: Exercise, workers: Workers, seed: int, questions: Questions
    ) -> None:
        self._exercise = exercise
        self._workers = workers
        self._seed = seed
        self._questions = questions
        self._limits = author_limits(exercise)
        self._solution: Answers | None = None
        self._broken: ExerciseBroken | None = None
        self._pictured: dict[str, Returned] = {}
        self._lock = Lock()

    def of_solution(self) -> Answers | None:
        """What the solution shows, by check; None at a student's, where there is no solution.

        Raises ExerciseBroken if the solution does not answer.
        """
        with self._lock:
            if self._broken is not None:
                raise self._broken
            if self._solution is None and self._exercise.solution is not None:
                try:
                    self._solution = self._ask_solution(self._exercise.solution)
                except ExerciseBroken as error:  # asking once is enough: it may take minutes
                    self._broken = error
                    raise
        return self._solution

    @property
    def are_known(self) -> bool:
        """Whether the solution has answered, so that nobody has to wait for it."""
        return self._solution is not None

    def pictured(self) -> dict[str, Returned]:
        """What the solution shows for pictures, by digest of the question."""
        self.of_solution()
        return self._pictured

    def warm_up(self) -> None:
        """Ask the solution in the background; errors come when its answers are needed."""

        def ask() -> None:
            with contextlib.suppress(GradeError):
                self.of_solution()

        if self._exercise.solution is not None:
            Thread(target=ask, daemon=True).start()

    def of_example(
        self, example: Example, checks: int | None = None, watch: Watch = lambda *answer: True
    ) -> Answers:
        """What any example shows, by check: for all checks, or for the first `checks`."""
        questions = self._questions[:checks]
        work = replace(self._work(example, questions), watch=watch)
        sighting = observe(self._workers, work)
        return by_check(questions, sighting.observations)

    def _ask_solution(self, solution: Example) -> Answers:
        work = replace(self._work(solution), pictures=plan.questions(self._exercise.figures))
        sighting = observe(self._workers, work)
        if any(isinstance(one, Crashed) for one in sighting.observations):
            # a submission running beside it may have ended it: ask once more
            sighting = observe(self._workers, work)
        answers = by_check(self._questions, sighting.observations)
        for check, questions, seen in zip(
            self._exercise.checks, self._questions, answers, strict=True
        ):
            for question, one in zip(questions, seen, strict=True):
                if not isinstance(one, Returned):
                    raise Unanswered(
                        self._exercise, solution, check, question, one, sighting
                    ).error()
        self._pictured = sighting.pictured
        return answers

    def _work(self, example: Example, questions: Questions | None = None) -> Work:
        """The work of asking an example these questions, or all."""
        asked = self._questions if questions is None else questions
        return Work(
            example.sources,
            list(chain.from_iterable(asked)),
            self._limits,
            seed=self._seed,
            data=self._exercise.data_files,
        )


def by_check(questions: Questions, observations: Sequence[Observation]) -> Answers:
    """Observations in the order of the questions, grouped by check."""
    rest = iter(observations)
    return [tuple(next(rest) for _ in asked) for asked in questions]
