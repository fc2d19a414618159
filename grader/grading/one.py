"""The one path: submission, questions, sandbox, observations, judge, report; and pictures."""

import contextlib
import os
from collections.abc import Mapping, Sequence
from concurrent.futures import ThreadPoolExecutor
from dataclasses import dataclass, field, replace
from itertools import chain, repeat
from threading import Event, Lock, Thread

from grader import figures
from grader.errors import ExerciseBroken, GradeError
from grader.exercise.examples import Example
from grader.exercise.loading import Exercise
from grader.exercise.questions import Question, ask
from grader.figures import Drawn
from grader.judging import feedback
from grader.judging.diagnosis import (
    Fit,
    Likeness,
    explained,
    failed_functions,
    follow_through,
    name_mistakes,
)
from grader.judging.judge import Asked, judge, without_guesses
from grader.judging.remarks import remarks
from grader.observations import Crashed, Observation, Raised, Returned
from grader.printable import printable
from grader.report import Report, Verdict
from grader.sandbox.observe import Limits, Sighting, Sources, Watch, observe
from grader.sandbox.workers import Workers
from grader.submission.source import Submission
from grader.submission.uses import uses

AMPLE = 10
Answers = list[tuple[Observation, ...]]
Questions = Sequence[Sequence[Question]]


@dataclass
class Known:
    """What a mistake was seen to show, by number of the question: as far as it was asked."""

    answers: dict[int, Observation] = field(default_factory=dict)
    lock: Lock = field(default_factory=Lock)
    # by function: what the solution shows when it works with the mistake's
    followed: dict[str, Answers] = field(default_factory=dict)


class Grading:
    """One exercise with the questions of one seed; solution and mistakes answer them once.

    With `pictures`, submissions are also asked what the exercise's figures show.
    Raises ExerciseBroken when these cannot be used.
    """

    def __init__(
        self,
        exercise: Exercise,
        workers: Workers,
        seed: int,
        time_limit_seconds: float | None = None,
        pictures: bool = False,
    ) -> None:
        self.exercise = exercise
        self.workers = workers
        self.seed = seed
        total = time_limit_seconds or exercise.time_limit_seconds
        # the author's own code is given ample time: that it is slow today costs no student a point
        self.own_limits = Limits(
            submission_seconds=exercise.time_limit_seconds * AMPLE,
            check_seconds=exercise.check_time_limit_seconds * AMPLE,
            memory_bytes=exercise.memory_limit_mib << 20,
        )
        share = total / exercise.time_limit_seconds
        self.limits = replace(
            self.own_limits,
            submission_seconds=total,
            check_seconds=exercise.check_time_limit_seconds * share,
        )
        self.questions = [tuple(ask(check, seed)) for check in exercise.checks]
        self._figures = exercise.figures() if pictures else ()
        self._picture_questions = figures.questions(self._figures)
        self._parameters = exercise.parameters()
        self._pool = ThreadPoolExecutor(max_workers=os.cpu_count())
        # several submissions of a class are judged at once
        self._mistakes = {mistake: Known() for mistake in exercise.mistakes}
        self._reference: Answers | None = None
        self._reference_pictured: dict[str, Returned] = {}
        self._reference_lock = Lock()

    @property
    def has_figures(self) -> bool:
        """Whether submissions are asked for pictures."""
        return bool(self._figures)

    def report(self, submission: Submission) -> Report:
        """The report on one submission."""
        return self.report_and_sighting(submission)[0]

    def report_and_sighting(self, submission: Submission) -> tuple[Report, Sighting]:
        """The report on one submission, and what was seen of it."""
        observing = self._pool.submit(self.observe, submission)
        self.reference_answers()
        sighting = observing.result()
        return self.judge(submission, sighting), sighting

    def observe(self, submission: Submission, workers: Workers | None = None) -> Sighting:
        """What the submission shows to every question, to these workers where some are named."""
        module = "__main__" if submission.is_notebook else "submission"
        return self._observe(
            submission.python,
            self.limits,
            module=module,
            pictures=self._picture_questions,
            workers=workers,
        )

    def pictures(self, sighting: Sighting) -> tuple[Drawn, ...]:
        """The exercise's figures of what was seen; what cannot be drawn is left out."""
        if not sighting.pictured:
            return ()
        self.reference_answers()
        return figures.pictures(self._figures, sighting.pictured, self._reference_pictured)

    def pictures_of_solution(self, compared: bool) -> tuple[Drawn, ...]:
        """The figures of what the solution shows, beside itself or alone.

        Raises what drawing them raises.
        """
        self.reference_answers()
        shown = self._reference_pictured
        expected = shown if compared else None
        return figures.pictures(self._figures, shown, expected, forgiving=False)

    def judge(self, submission: Submission, sighting: Sighting) -> Report:
        """The report on what a submission was seen to show. Only trusted code is run for it."""
        reference = self.reference_answers()
        asked = [
            Asked(check, questions, shown, seen)
            for check, questions, shown, seen in zip(
                self.exercise.checks,
                self.questions,
                reference or repeat(None),
                by_check(self.questions, sighting.observations),
                strict=False,
            )
        ]
        explain = feedback.Explainer(
            submission,
            sighting.functions,
            self._parameters,
            self.exercise.memory_limit_mib,
        )
        verdicts = judge(asked, explain)
        if self.exercise.mistakes and _ran(sighting) and not _all_passed(verdicts):
            works_with = uses(submission.text, self.exercise.functions)
            verdicts = self._explained(asked, verdicts, works_with)
        verdicts = without_guesses(asked, verdicts)
        return Report(
            exercise=self.exercise.name,
            submission=submission.name,
            status="graded",
            sha256=submission.sha256,
            score=sum(verdict.score for verdict in verdicts),
            max_score=sum(verdict.max_score for verdict in verdicts),
            seed=self.seed,
            isolation=self.workers.isolation,
            verdicts=tuple(verdicts),
            remarks=remarks(submission, sighting),
            output=printable(sighting.printed),
            seconds=round(sighting.seconds, 3),
        )

    def _explained(
        self,
        asked: list[Asked],
        verdicts: list[Verdict],
        works_with: Mapping[str, frozenset[str]],
    ) -> list[Verdict]:
        """Name mistakes, and give follow-through credit for the right use of a named one."""
        failed = failed_functions(asked, verdicts)
        in_order = [function for function in self.exercise.functions if function in failed]
        named = explained(self._fits(asked, failed), in_order, works_with)
        judged = name_mistakes(asked, verdicts, named)
        # in the order of the exercise, in which a function comes before those that work with it
        for function in filter(named.__contains__, self.exercise.functions):
            mistake = named[function]
            others = failed_functions(asked, judged) - {function}
            if others and self.exercise.solution is not None:
                shown = self._followed(self.exercise.solution, function, mistake)
                judged = follow_through(asked, judged, shown, because=function)
        return judged

    def _followed(self, solution: Example, function: str, mistake: Example) -> Answers:
        """What the solution shows of its other functions when it works with the mistake's one."""
        known = self._mistakes[mistake]
        with known.lock:
            if function not in known.followed:
                others = [
                    () if check.call.function == function else questions
                    for check, questions in zip(self.exercise.checks, self.questions, strict=True)
                ]
                sighting = self._observe(
                    solution.sources, grafts={function: mistake.sources}, questions=others
                )
                known.followed[function] = by_check(others, sighting.observations)
            return known.followed[function]

    def _fits(self, asked: list[Asked], failed: set[str]) -> dict[Example, Fit]:
        """How each mistake fits what was seen."""

        def compare(mistake: Example) -> Fit:
            likeness = Likeness(asked, failed)
            self._ask_mistake(mistake, likeness.compare)
            return likeness.fit(self.exercise.functions)

        mistakes = self.exercise.mistakes
        return dict(zip(mistakes, self._pool.map(compare, mistakes), strict=True))

    def _ask_mistake(self, mistake: Example, watch: Watch) -> None:
        """Let `watch` see what a mistake shows to each question, until it has seen enough."""
        known = self._mistakes[mistake]
        with known.lock:
            seen_enough = not all(watch(*answer) for answer in known.answers.items())
            if seen_enough or len(known.answers) == sum(map(len, self.questions)):
                return
            fresh: dict[int, Observation] = {}

            def keep(number: int, observation: Observation) -> bool:
                fresh[number] = observation
                return watch(number, observation)

            self._observe(mistake.sources, watch=keep)
            known.answers = fresh

    def reference_answers(self) -> Answers | None:
        """What the solution shows, by check; None for a student who has no solution."""
        with self._reference_lock:
            if self._reference is None and self.exercise.solution is not None:
                self._reference = self._ask_solution(self.exercise.solution)
        return self._reference

    def _ask_solution(self, solution: Example) -> Answers:
        pictures = self._picture_questions
        sighting = self._observe(solution.sources, pictures=pictures)
        if any(isinstance(one, Crashed) for one in sighting.observations):
            # a submission beside it may have ended it; on its own it tells whose fault it is
            sighting = self._observe(solution.sources, pictures=pictures)
        for observation in sighting.observations:
            if not isinstance(observation, Returned):
                raise ExerciseBroken(
                    f"The solution of {self.exercise.name} does not answer its own checks: "
                    f"{observation}. Run `grade lint {self.exercise.name}`."
                )
        self._reference_pictured = sighting.pictured
        return by_check(self.questions, sighting.observations)

    def ask_ahead(self, idle: Event | None = None) -> None:
        """Ask the mistakes all questions in the background, while nobody needs the processors.

        Between one mistake and the next it waits until `idle` is set.
        """

        def ask() -> None:
            with contextlib.suppress(GradeError):  # whoever needs the answers will hear of it
                for mistake in self.exercise.mistakes:
                    if idle is not None:
                        idle.wait()
                    self._ask_mistake(mistake, lambda number, observation: True)

        Thread(target=ask, daemon=True).start()  # which keeps no process from ending

    def answers(
        self, example: Example, checks: int | None = None, watch: Watch = lambda *answer: True
    ) -> Answers:
        """What an example shows, by check: all of them, or the first so many."""
        questions = self.questions[:checks]
        sighting = self._observe(example.sources, watch=watch, questions=questions)
        return by_check(questions, sighting.observations)

    def _observe(
        self,
        sources: Sources,
        limits: Limits | None = None,
        grafts: Mapping[str, Sources] | None = None,
        watch: Watch = lambda number, observation: True,
        module: str = "submission",
        questions: Questions | None = None,
        pictures: Sequence[Question] = (),
        workers: Workers | None = None,
    ) -> Sighting:
        asked = list(chain.from_iterable(questions or self.questions))
        limits = limits or self.own_limits
        workers = workers or self.workers
        return observe(workers, sources, asked, limits, self.seed, grafts, watch, module, pictures)


def _all_passed(verdicts: Sequence[Verdict]) -> bool:
    return all(verdict.outcome == "passed" for verdict in verdicts)


def _ran(sighting: Sighting) -> bool:
    """Whether there is anything to compare with what mistakes show: Python could read the file."""
    return any(
        isinstance(one, Returned) or (isinstance(one, Raised) and not one.syntax)
        for one in sighting.observations
    )


def by_check(questions: Questions, observations: Sequence[Observation]) -> Answers:
    """Observations in the order of the questions, grouped by check."""
    rest = iter(observations)
    return [tuple(next(rest) for _ in asked) for asked in questions]
