"""The one path: submission, questions, sandbox, observations, verdicts, report."""

import os
from collections.abc import Mapping, Sequence
from concurrent.futures import ThreadPoolExecutor
from itertools import chain, repeat

from grader.exercise.examples import Example
from grader.exercise.loading import Exercise
from grader.exercise.questions import ask
from grader.grading.answers import AuthorAnswers, by_check
from grader.grading.limits import submission_limits
from grader.judging.diagnosis import (
    Fit,
    Likeness,
    explained,
    failed_functions,
    follow_through,
    name_mistakes,
)
from grader.judging.feedback import Explainer
from grader.judging.judge import Asked, judge, with_one_hint, without_guesses
from grader.judging.remarks import remarks
from grader.observations import Observation, Raised, Returned, Sighting
from grader.pictures import plan
from grader.printable import printable
from grader.report import Report, Verdict
from grader.sandbox.observe import Work, observe
from grader.sandbox.workers import Workers
from grader.submission.source import Submission
from grader.submission.uses import uses


class Grading:
    """One exercise with the questions of one seed, for any number of submissions."""

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
        self.limits = submission_limits(exercise, time_limit_seconds)
        self.questions = [tuple(ask(check, seed)) for check in exercise.checks]
        self.answers = AuthorAnswers(exercise, workers, seed, self.questions)
        self._for_pictures = plan.questions(exercise.figures)
        self._parameters = exercise.parameters()
        self._pool = ThreadPoolExecutor(max_workers=os.cpu_count())

    def report(self, submission: Submission) -> Report:
        """The report on one submission, which runs at the same time as the solution."""
        self.answers.warm_up()
        return self.judge(submission, self.observe(submission))

    def observe(self, submission: Submission, workers: Workers | None = None) -> Sighting:
        """What the submission shows for every question, run by `workers` or the grading's own."""
        work = Work(
            submission.python,
            list(chain.from_iterable(self.questions)),
            self.limits,
            self.seed,
            module="__main__" if submission.is_notebook else "submission",
            pictures=self._for_pictures,
        )
        return observe(workers or self.workers, work)

    def judge(self, submission: Submission, sighting: Sighting) -> Report:
        """The report on what a submission showed. This runs only the author's code."""
        asked = self._asked(sighting)
        parameters, memory = self._parameters, self.exercise.memory_limit_mib
        verdicts = judge(asked, Explainer(submission, sighting.functions, parameters, memory))
        if self.exercise.mistakes and _ran(sighting) and not _all_passed(verdicts):
            works_with = uses(submission.text, self.exercise.functions)
            verdicts = self._explained(asked, verdicts, works_with)
        verdicts = with_one_hint(without_guesses(asked, verdicts))
        remarked = remarks(submission, sighting)
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
            remarks=tuple(remark.text for remark in remarked),
            remarked=remarked,
            output=printable(sighting.printed),
            seconds=round(sighting.seconds, 3),
        )

    def _asked(self, sighting: Sighting) -> list[Asked]:
        """Each check with its questions, and what the solution and the submission showed."""
        return [
            Asked(check, questions, reference, seen)
            for check, questions, reference, seen in zip(
                self.exercise.checks,
                self.questions,
                self.answers.of_solution() or repeat(None),
                by_check(self.questions, sighting.observations),
                strict=False,
            )
        ]

    def _explained(
        self,
        asked: list[Asked],
        verdicts: list[Verdict],
        works_with: Mapping[str, frozenset[str]],
    ) -> list[Verdict]:
        """Name mistakes, and give full points to functions that failed only because of one."""
        failed = failed_functions(asked, verdicts)
        in_order = [function for function in self.exercise.functions if function in failed]
        named = explained(self._fits(asked, failed), in_order, works_with)
        judged = name_mistakes(asked, verdicts, named)
        # in the exercise's order: a function comes before those that use it
        for function in filter(named.__contains__, self.exercise.functions):
            others = failed_functions(asked, judged) - {function}
            if others and self.exercise.solution is not None:
                answers = self.answers.with_mistake(function, named[function])
                judged = follow_through(asked, judged, answers, because=function)
        return judged

    def _fits(self, asked: list[Asked], failed: set[str]) -> dict[Example, Fit]:
        """How each mistake fits what was seen."""

        def compare(mistake: Example) -> Fit:
            likeness = Likeness(asked, failed)
            self.answers.of_mistake(mistake, likeness.compare)
            return likeness.fit(self.exercise.functions)

        mistakes = self.exercise.mistakes
        return dict(zip(mistakes, self._pool.map(compare, mistakes), strict=True))


def _all_passed(verdicts: Sequence[Verdict]) -> bool:
    return all(verdict.outcome == "passed" for verdict in verdicts)


def _ran(sighting: Sighting) -> bool:
    """Whether there is anything to compare with mistakes: at least Python could read the file."""
    return any(_is_comparable(observation) for observation in sighting.observations)


def _is_comparable(observation: Observation) -> bool:
    return isinstance(observation, Returned) or (
        isinstance(observation, Raised) and not observation.syntax
    )
