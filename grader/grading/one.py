"""The one path: submission, questions, sandbox, observations, verdicts, report."""

from collections.abc import Callable, Collection, Mapping, Sequence
from itertools import chain

from grader.causes import casebook
from grader.causes.naming import Named, Shown, name_causes
from grader.causes.traces import summaries
from grader.exercise.loading import Exercise
from grader.exercise.questions import Question, ask
from grader.grading.answers import AuthorAnswers
from grader.grading.comparing import Comparing
from grader.grading.further import Further, module
from grader.grading.limits import submission_limits
from grader.grading.long_runs import (
    LongRuns,
    is_left_out,
    of_those_left_out,
    with_those_left_out,
)
from grader.grading.settling import Settling, Standing, works_with
from grader.judging.feedback import Explainer
from grader.judging.judge import Asked, judge, no_words, with_one_hint, without_guesses
from grader.judging.remarks import remarks
from grader.judging.same_error import only_same_errors, told_once
from grader.judging.warned import apart
from grader.observations import Observation, Raised, Returned, Running, Sighting
from grader.pictures import plan
from grader.printable import printable
from grader.report import Report
from grader.sandbox.asking import Asking, Here
from grader.sandbox.work import Ask, Work
from grader.sandbox.workers import Workers
from grader.submission.source import Submission
from grader.submission.uses import uses

NOT_KEPT = "\n[Only the first 64 KiB are kept.]"


class Grading:
    """One exercise with the questions of one seed, for any number of submissions.

    Causes come from the exercise's casebook, or from the one in `probing`. `workers` run the
    author's code, and submissions too unless there is another way of `asking` these.
    """

    def __init__(
        self,
        exercise: Exercise,
        workers: Workers,
        seed: int,
        time_limit_seconds: float | None = None,
        probing: casebook.Casebook | None = None,
        asking: Asking | None = None,
    ) -> None:
        self.exercise = exercise
        self.workers = workers
        self.asking = asking or Here(workers)
        self.seed = seed
        self.limits = submission_limits(exercise, time_limit_seconds)
        self.questions = [tuple(ask(check, seed)) for check in exercise.checks]
        self.answers = AuthorAnswers(exercise, workers, seed, self.questions)
        # told every second about a call that takes longer: the function, and the line it is at
        self.running: Callable[[str, Running], None] = lambda function, at: None
        self.for_pictures = plan.questions(exercise.figures)
        self._parameters = exercise.parameters()
        self._data = exercise.data_files  # read now: what is saved later is for another grading
        # `without_causes` says why no causes are told; empty if nothing is wrong
        self._casebook, self.without_causes = (probing, "") if probing else casebook.find(exercise)
        self._summaries = summaries(exercise.probes)
        self._settling = Settling(exercise, self._casebook)
        self._comparing = Comparing(exercise.checks, self.questions, self.answers)
        self._long_runs = LongRuns(
            exercise, self.answers, self._comparing, self._settling, self.questions
        )
        self._further = Further(
            exercise, self._casebook, self._settling, self.questions, self.limits, seed
        )

    def report(self, submission: Submission) -> Report:
        """The report on one submission, which runs at the same time as the solution."""
        self.answers.warm_up()
        return self.judge(submission, self.observe(submission))

    def observe(self, submission: Submission, workers: Workers | None = None) -> Sighting:
        """What the submission shows for every question, run by `workers` if they are given.

        Then what explains it: what it shows to probes, and with right functions in place of wrong.
        """
        asking = Here(workers) if workers else self.asking
        used = works_with(submission.text, self.exercise)
        whole = False

        def further(seen: Sighting, ask: Ask) -> None:
            nonlocal whole
            if _ran(seen.observations):
                asked = self._comparing.asked(seen.observations)
                self._further.ask(submission, asked, seen, used, ask)
            whole = True

        def ask_fresh(work: Work, found: dict[str, Observation]) -> None:
            seen = asking.ask(work)
            found |= zip((one.digest for one in work.questions), seen.observations, strict=False)
            found |= seen.probed

        work = Work(
            submission.python,
            list(chain.from_iterable(self.questions)),
            self.limits,
            self.seed,
            module=module(submission),
            name=submission.name,
            pictures=self.for_pictures,
            data=self._data,
            may_leave_out=self._long_runs.numbers(used),
            leaves_out=self._long_runs.leaves_out(used),
            then=further,
            running=lambda function, at: self.running(function, at),
        )
        sighting = asking.ask(work)
        if not whole:  # the process was lost on the way, or is on another machine
            further(sighting, ask_fresh)
        if self._is_unsettled(sighting, used):
            # not of the process that is there: right functions have answered it meanwhile
            fresh = asking.ask(of_those_left_out(work, sighting))
            sighting.observations = with_those_left_out(sighting, fresh)
            sighting.seconds += fresh.seconds
            further(sighting, ask_fresh)  # one that is right after all is no longer replaced
        return sighting

    def _is_unsettled(self, sighting: Sighting, used: Mapping[str, frozenset[str]]) -> bool:
        """Whether a check of which something was left out does not pass with right functions."""
        if not any(map(is_left_out, sighting.observations)):
            return False
        asked = self._comparing.asked(sighting.observations)
        standing = self._settling.settle(asked, judge(asked, no_words), sighting, used)
        return any(
            verdict.outcome != "passed" and any(map(is_left_out, one.seen))
            for one, verdict in zip(asked, standing.verdicts, strict=True)
        )

    def probes(self, function: str, *, long: bool) -> list[Question]:
        """The probes of a function that take a long run, or those that take none."""
        return [one for one in self._further.probes(function) if one.is_long == long]

    def side_effects(self, function: str) -> list[Question]:
        """What is asked to see what a right function does besides."""
        return self._further.side_effects(function)

    def judge(
        self, submission: Submission, sighting: Sighting, wrong: Collection[str] = ()
    ) -> Report:
        """The report on what a submission showed. This runs only the author's code.

        `wrong` names functions that these checks do not ask and that are known to be wrong; what
        uses them waits.
        """
        asked = self._comparing.asked(sighting.observations)
        memory = self.exercise.memory_limit_mib
        explain = Explainer(submission, sighting.functions, self._parameters, memory)
        verdicts = judge(asked, explain)
        ran = _ran(sighting.observations)
        used = works_with(submission.text, self.exercise) if ran else {}
        called = uses(submission.text, self.exercise.functions) if ran else {}
        standing = self._settling.settle(asked, verdicts, sighting, used, wrong)
        verdicts = without_guesses(asked, standing.verdicts)
        standing.verdicts = told_once(asked, verdicts, self.exercise.functions)
        named = self._named(asked, standing, sighting, called)
        verdicts = with_one_hint(named.verdicts)
        remarked = remarks(submission, sighting)
        files = [name for name, _ in submission.sources]
        output, warned = apart(printable(sighting.printed), files)
        if sighting.printed_too_much:
            output += NOT_KEPT
        return Report(
            exercise=self.exercise.name,
            submission=submission.name,
            status="graded",
            sha256=submission.sha256,
            score=sum(verdict.score for verdict in verdicts),
            max_score=sum(verdict.max_score for verdict in verdicts),
            seed=self.seed,
            isolation=self.asking.isolation,
            verdicts=tuple(verdicts),
            causes=named.causes,
            alike=named.alike,
            remarks=tuple(remark.text for remark in remarked),
            remarked=remarked,
            output=output,
            warned=warned,
            seconds=round(sighting.seconds, 3),
            hidden_checks_ask_for=self.exercise.hidden_checks_ask_for,
        )

    def _named(
        self,
        asked: list[Asked],
        standing: Standing,
        sighting: Sighting,
        called: Mapping[str, frozenset[str]],
    ) -> Named:
        """The verdicts with their causes."""
        shown = [
            self._shown(function, asked, standing, sighting, called.get(function, frozenset()))
            for function in self.exercise.functions
            if function not in standing.waits
            and (function in sighting.again or not only_same_errors(standing.verdicts, function))
        ]
        return name_causes(
            self._casebook, standing.verdicts, shown, self._summaries, standing.waits
        )

    def _shown(
        self,
        function: str,
        asked: list[Asked],
        standing: Standing,
        sighting: Sighting,
        uses: frozenset[str],
    ) -> Shown:
        again = sighting.again.get(function)
        if again is not None and again.proxied == standing.used.get(function):
            seen = list(again.asked.values())
            probed: Mapping[str, Observation] = again.probed
        else:
            seen = [each for one in asked if one.function == function for each in one.seen]
            probed = sighting.probed
        return Shown(function, self._parameters.get(function, ()), seen, probed, uses)


def _ran(observations: Sequence[Observation]) -> bool:
    """Whether anything ran: at least Python could read the file."""
    return any(map(_is_comparable, observations))


def _is_comparable(observation: Observation) -> bool:
    return isinstance(observation, Returned) or (
        isinstance(observation, Raised) and not observation.syntax
    )
