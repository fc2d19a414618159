"""What is asked after the checks: probes, and functions again with right ones in place of wrong.

A function that uses a wrong one may fail for that alone. So the submission is loaded again, with
proxies for the wrong functions, which ask the solution in a process of its own, and the ordinary
checks judge what comes. The wrong function has no part in it and earns nothing: its own checks were
asked before, and what it learns now comes too late for it.
"""

import contextlib
from collections import defaultdict
from collections.abc import Mapping, Sequence
from functools import cached_property
from itertools import chain

from grader.causes import helpers
from grader.causes.casebook import Casebook
from grader.errors import TookWorkersDown, WorkerUnavailable
from grader.exercise.loading import Exercise
from grader.exercise.questions import Question
from grader.grading.settling import Settling, Standing, failed, hopeless
from grader.judging.judge import Asked, judge, no_words
from grader.observations import Again, Observation, Sighting, TimedOut
from grader.sandbox.observe import Limits, Proxied, Sources, Work
from grader.sandbox.work import Ask, Replies, answers_to
from grader.submission.source import Submission


class Further:
    """Asks what is asked after the checks of one exercise."""

    def __init__(
        self,
        exercise: Exercise,
        casebook: Casebook | None,
        settling: Settling,
        questions: Sequence[Sequence[Question]],
        limits: Limits,
        seed: int,
    ) -> None:
        self._exercise = exercise
        self._casebook = casebook
        self._settling = settling
        self._questions = questions
        self._limits = limits
        self._seed = seed
        self._replies: defaultdict[tuple[str, ...], Replies] = defaultdict(Replies)

    def ask(
        self,
        submission: Submission,
        asked: Sequence[Asked],
        sighting: Sighting,
        works_with: Mapping[str, frozenset[str]],
        ask: Ask,
    ) -> None:
        """Ask functions that use a wrong one again, and the probes of those that failed.

        What is there already is not asked twice. Raises what asking does.
        """
        has_solution = self._exercise.solution is not None
        direct: list[Question] = []
        standing = Standing(judge(asked, no_words))
        for function in self._settling.in_order(works_with):
            used = self._settling.replaceable(standing.wrong, function, works_with)
            fails = failed(standing.verdicts, function)
            may_ask = has_solution and self._exercise.of_objects.isdisjoint(used)
            if used and fails and may_ask and not hopeless(asked, function, used):
                known = sighting.again.get(function)
                if known is None or known.proxied != used:
                    slow = _slow(asked, direct, sighting.probed)
                    beside = [one for one in direct if one.function not in slow]
                    if not self._ask_again(submission, function, used, beside, sighting, ask):
                        direct = [one for one in direct if one not in beside]
            elif not used and (fails or not has_solution):
                # hidden checks may ask a student's functions for what shown ones do not
                direct += self.probes(function)
            # what it showed decides whether those that use it are asked again, too
            self._settling.settle_one(function, asked, sighting, works_with, standing)
            if function in standing.wrong:
                helping = works_with.get(function, frozenset()) - standing.wrong
                more = [each for one in sorted(helping) for each in self.side_effects(one)]
                direct += [one for one in more if one not in direct]
                if again := sighting.again.get(function):
                    self._probe(submission, self.probes(function), again.probed, ask, again.proxied)
        self._probe(submission, direct, sighting.probed, ask)

    def _ask_again(
        self,
        submission: Submission,
        function: str,
        used: tuple[str, ...],
        direct: Sequence[Question],
        sighting: Sighting,
        ask: Ask,
    ) -> bool:
        """Ask a function with right ones in place of those that are `used`.

        The `direct` probes of other functions go along, with nothing replaced. If the worker is
        lost, it may be over these: then they are left out, and this returns False.
        """
        direct = [one for one in direct if one.digest not in sighting.probed]
        own = zip(self._exercise.checks, self._questions, strict=True)
        checks = [one for check, ones in own if check.call.function == function for one in ones]
        probes = [one for one in self.probes(function) if one.looks[0].place == "defaults"]
        found: dict[str, Observation] = {}
        try:
            ask(self._work(submission, checks + probes, used, direct), found)
        except (WorkerUnavailable, TookWorkersDown):
            # a worker that is lost over checks is no reason to lose points: they are tried again,
            # or not graded
            if not direct:
                raise
            self._ask_again(submission, function, used, (), sighting, ask)
            return False
        finally:
            sighting.probed |= answers_to(direct, found)
            # a process that was lost half-way has said nothing of the function
            if all(one.digest in found for one in checks + probes):
                answers = answers_to(checks, found), answers_to(probes, found)
                sighting.again[function] = Again(used, *answers)
        return True

    def _probe(
        self,
        submission: Submission,
        probes: Sequence[Question],
        found: dict[str, Observation],
        ask: Ask,
        used: tuple[str, ...] = (),
    ) -> None:
        """Ask probes that have no answer yet.

        A worker that is lost over them costs causes, never points.
        """
        probes = [one for one in probes if one.digest not in found]
        if probes:
            with contextlib.suppress(WorkerUnavailable, TookWorkersDown):
                ask(self._work(submission, probes, used), found)

    def probes(self, function: str) -> list[Question]:
        """What is asked to recognise why a function is wrong; nothing without a casebook."""
        if self._casebook is None:
            return []
        return [probe.question for probe in self._casebook.of(function).values()]

    def side_effects(self, function: str) -> list[Question]:
        """What is asked to see what a right function does besides; nothing without a casebook."""
        return [] if self._casebook is None else helpers.questions(self._casebook, function)

    def _work(
        self,
        submission: Submission,
        questions: Sequence[Question],
        used: tuple[str, ...],
        direct: Sequence[Question] = (),
    ) -> Work:
        """The work of asking these, with right functions in place of those that are `used`.

        Those that are `direct` come after them, with nothing replaced.
        """
        solution = self._exercise.solution
        assert not used or solution is not None
        return Work(
            submission.python,
            questions,
            self._limits.for_probes,
            self._seed,
            module=module(submission),
            name=submission.name,
            probes=direct,
            proxied=self._proxied(used, solution.sources) if used and solution else None,
            data=self._exercise.data_files,
            is_more=True,
        )

    def _proxied(self, functions: tuple[str, ...], solution: Sources) -> Proxied:
        replies = self._replies[functions]
        return Proxied(functions, solution, long=self._long, replies=replies)

    @cached_property
    def _long(self) -> frozenset[str]:
        """Those that ask for a long run, of functions that are asked for shorter ones, too."""
        probes = chain.from_iterable(map(self.probes, self._exercise.functions))
        asked = [*chain.from_iterable(self._questions), *probes]
        long = [one for one in asked if self._exercise.is_long(one)]
        with_short = {one.function for one in asked if one not in long}
        return frozenset(one.digest for one in long if one.function in with_short)


def _slow(
    asked: Sequence[Asked], probes: Sequence[Question], probed: Mapping[str, Observation]
) -> set[str]:
    """The functions that took too long; their probes would only delay what is asked of others."""
    of_checks = {
        one.function for one in asked if any(isinstance(each, TimedOut) for each in one.seen)
    }
    return of_checks | {
        one.function for one in probes if isinstance(probed.get(one.digest), TimedOut)
    }


def module(submission: Submission) -> str:
    """The `__name__` that a submission finds."""
    return "__main__" if submission.is_notebook else "submission"
