"""The one path: submission, questions, sandbox, observations, judge, report."""

import os
from collections.abc import Mapping, Sequence
from concurrent.futures import ThreadPoolExecutor
from dataclasses import replace
from itertools import repeat

from grader import feedback
from grader.errors import ExerciseBroken
from grader.exercise import Example, Exercise
from grader.judge import Asked, judge, without_guesses
from grader.naming import Likeness, explained, failed_functions, follow_through, name_mistakes
from grader.observations import Crashed, Observation, Returned
from grader.questions import ask
from grader.remarks import remarks
from grader.report import Report, Verdict
from grader.sandbox.observe import Limits, Sighting, Sources, Watch, observe
from grader.sandbox.workers import Workers
from grader.submission import Submission
from grader.text import printable

AMPLE = 10
Answers = list[tuple[Observation, ...]]


class Grading:
    """One exercise with the questions of one seed; solution and mistakes answer them once."""

    def __init__(
        self,
        exercise: Exercise,
        workers: Workers,
        seed: int,
        time_limit_seconds: float | None = None,
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
        self._parameters = exercise.parameters()
        self._pool = ThreadPoolExecutor(max_workers=os.cpu_count())
        self._mistakes: dict[Example, dict[int, Observation]] = {}
        self._reference: Answers | None = None

    def report(self, submission: Submission) -> Report:
        """The report on one submission."""
        observing = self._pool.submit(
            self._observe,
            submission.sources,
            self.limits,
            module="__main__" if submission.is_notebook else "submission",
        )
        reference = self.reference_answers()
        sighting = observing.result()
        asked = [
            Asked(check, questions, shown, seen)
            for check, questions, shown, seen in zip(
                self.exercise.checks,
                self.questions,
                reference or repeat(None),
                self._by_check(sighting.observations),
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
        if self.exercise.mistakes and any(verdict.outcome != "passed" for verdict in verdicts):
            verdicts = self._explained(asked, verdicts)
        verdicts = without_guesses(asked, verdicts)
        return Report(
            exercise=self.exercise.name,
            submission=submission.name,
            status="graded",
            sha256=submission.sha256,
            score=sum(verdict.score for verdict in verdicts),
            max_score=sum(verdict.max_score for verdict in verdicts),
            seed=self.seed,
            verdicts=tuple(verdicts),
            remarks=remarks(submission, sighting),
            output=printable(sighting.printed),
            seconds=round(sighting.seconds, 3),
        )

    def _explained(self, asked: list[Asked], verdicts: list[Verdict]) -> list[Verdict]:
        """Name mistakes, and give follow-through credit for the right use of a named one."""
        failed = failed_functions(asked, verdicts)
        named = explained(self._fitting(asked, failed))
        judged = name_mistakes(asked, verdicts, named)
        for function, mistake in named.items():
            others = failed_functions(asked, judged) - {function}
            if others and self.exercise.solution is not None:
                grafts = {function: mistake.sources}
                sighting = self._observe(self.exercise.solution.sources, grafts=grafts)
                shown = self._by_check(sighting.observations)
                judged = follow_through(asked, judged, shown, because=function)
        return judged

    def _fitting(self, asked: list[Asked], failed: set[str]) -> dict[Example, frozenset[str]]:
        """For each mistake, the functions that it explains."""

        def compare(mistake: Example) -> frozenset[str]:
            likeness = Likeness(asked, failed)
            self._ask_mistake(mistake, likeness.compare)
            return likeness.explains(self.exercise.functions)

        mistakes = self.exercise.mistakes
        return dict(zip(mistakes, self._pool.map(compare, mistakes), strict=True))

    def _ask_mistake(self, mistake: Example, watch: Watch) -> None:
        """Let `watch` see what a mistake shows to each question, until it has seen enough."""
        known = self._mistakes.setdefault(mistake, {})
        if all(watch(number, observation) for number, observation in known.items()) and (
            len(known) < sum(map(len, self.questions))
        ):
            fresh: dict[int, Observation] = {}

            def keep(number: int, observation: Observation) -> bool:
                fresh[number] = observation
                return watch(number, observation)

            self._observe(mistake.sources, watch=keep)
            self._mistakes[mistake] = fresh

    def reference_answers(self) -> Answers | None:
        """What the solution shows, by check; None for a student who has no solution."""
        if self._reference is None and self.exercise.solution is not None:
            sighting = self._observe(self.exercise.solution.sources)
            if any(isinstance(one, Crashed) for one in sighting.observations):
                # a submission beside it may have ended it; on its own it tells whose fault it is
                sighting = self._observe(self.exercise.solution.sources)
            for observation in sighting.observations:
                if not isinstance(observation, Returned):
                    raise ExerciseBroken(
                        f"The solution of {self.exercise.name} does not answer its own checks: "
                        f"{observation}. Run `grade lint {self.exercise.name}`."
                    )
            self._reference = self._by_check(sighting.observations)
        return self._reference

    def answers(self, example: Example) -> Answers:
        """What an example shows, by check."""
        return self._by_check(self._observe(example.sources).observations)

    def _observe(
        self,
        sources: Sources,
        limits: Limits | None = None,
        grafts: Mapping[str, Sources] | None = None,
        watch: Watch = lambda number, observation: True,
        module: str = "submission",
    ) -> Sighting:
        questions = [question for questions in self.questions for question in questions]
        limits = limits or self.own_limits
        return observe(self.workers, sources, questions, limits, self.seed, grafts, watch, module)

    def _by_check(self, observations: Sequence[Observation]) -> Answers:
        rest = iter(observations)
        return [tuple(next(rest) for _ in questions) for questions in self.questions]
