"""What the author's own code answers to the questions of one grading. Each is asked once."""

import contextlib
from collections.abc import Sequence
from dataclasses import dataclass, field, replace
from itertools import chain
from threading import Event, Lock, Thread

from grader.errors import ExerciseBroken, GradeError
from grader.exercise.examples import Example
from grader.exercise.loading import Exercise
from grader.exercise.questions import Question
from grader.grading.limits import author_limits
from grader.observations import Crashed, Observation, Returned
from grader.pictures import plan
from grader.sandbox.observe import Watch, Work, observe
from grader.sandbox.workers import Workers

Answers = list[tuple[Observation, ...]]
Questions = Sequence[Sequence[Question]]


@dataclass
class Known:
    """The answers of a mistake so far, by number of the question."""

    answers: dict[int, Observation] = field(default_factory=dict)
    lock: Lock = field(default_factory=Lock)
    # by function: what the solution shows when it uses the mistake's version of that function
    followed: dict[str, Answers] = field(default_factory=dict)


class AuthorAnswers:
    """The answers of the solution and of the known mistakes. Ask from any thread."""

    def __init__(
        self, exercise: Exercise, workers: Workers, seed: int, questions: Questions
    ) -> None:
        self._exercise = exercise
        self._workers = workers
        self._seed = seed
        self._questions = questions
        self._limits = author_limits(exercise)
        # several submissions of a class are judged at once
        self._mistakes = {mistake: Known() for mistake in exercise.mistakes}
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

    def of_mistake(self, mistake: Example, watch: Watch) -> None:
        """Pass the mistake's answer to each question to `watch`, until it returns False."""
        known = self._mistakes[mistake]
        with known.lock:
            seen_enough = not all(watch(*answer) for answer in known.answers.items())
            if seen_enough or len(known.answers) == sum(map(len, self._questions)):
                return
            fresh: dict[int, Observation] = {}

            def keep(number: int, observation: Observation) -> bool:
                fresh[number] = observation
                return watch(number, observation)

            observe(self._workers, replace(self._work(mistake), watch=keep))
            known.answers = fresh

    def of_mistakes_ahead(self, idle: Event | None = None) -> None:
        """Ask the mistakes all questions in the background.

        Before each mistake, this waits until `idle` is set: the processors are free then.
        """

        def ask() -> None:
            with contextlib.suppress(GradeError):  # errors come when the answers are needed
                for mistake in self._exercise.mistakes:
                    if idle is not None:
                        idle.wait()
                    self.of_mistake(mistake, lambda number, observation: True)

        Thread(target=ask, daemon=True).start()  # a daemon does not keep the process alive

    def with_mistake(self, function: str, mistake: Example) -> Answers:
        """What the solution's other functions show when they use the mistake's `function`."""
        assert self._exercise.solution is not None
        known = self._mistakes[mistake]
        with known.lock:
            if function not in known.followed:
                checks = zip(self._exercise.checks, self._questions, strict=True)
                others = [
                    () if check.call.function == function else asked for check, asked in checks
                ]
                work = self._work(self._exercise.solution, others)
                grafted = replace(work, grafts={function: mistake.sources})
                sighting = observe(self._workers, grafted)
                known.followed[function] = by_check(others, sighting.observations)
            return known.followed[function]

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
        for observation in sighting.observations:
            if not isinstance(observation, Returned):
                raise ExerciseBroken(
                    f"The solution of {self._exercise.name} does not answer its own checks: "
                    f"{observation}. Run `grade lint {self._exercise.name}`."
                )
        self._pictured = sighting.pictured
        return by_check(self._questions, sighting.observations)

    def _work(self, example: Example, questions: Questions | None = None) -> Work:
        """The work of asking an example these questions, or all."""
        asked = self._questions if questions is None else questions
        return Work(
            example.sources, list(chain.from_iterable(asked)), self._limits, seed=self._seed
        )


def by_check(questions: Questions, observations: Sequence[Observation]) -> Answers:
    """Observations in the order of the questions, grouped by check."""
    rest = iter(observations)
    return [tuple(next(rest) for _ in asked) for asked in questions]
