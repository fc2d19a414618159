"""What is asked after the checks: probes, and functions again with right ones in place of wrong.

A function that uses a wrong one may fail for that alone. So the submission is loaded again, with
proxies for the wrong functions, which ask the solution in a process of its own, and the ordinary
checks judge what comes. The wrong function has no part in it and earns nothing: its own checks were
asked before, and what it learns now comes too late for it.
"""

import contextlib
from collections import defaultdict
from collections.abc import Collection, Mapping, Sequence
from dataclasses import dataclass, field, replace
from functools import cached_property
from itertools import chain
from typing import TypeGuard

from grader.causes.casebook import Casebook
from grader.errors import TookWorkersDown, WorkerUnavailable
from grader.exercise.loading import Exercise
from grader.exercise.questions import Question
from grader.judging.feedback import is_stub
from grader.judging.judge import Asked, changed, guessable, judge, no_words
from grader.observations import (
    Again,
    Crashed,
    Misfit,
    Missing,
    Observation,
    Raised,
    Sighting,
    Stopped,
)
from grader.printable import joined
from grader.report import Verdict
from grader.sandbox.observe import Limits, Proxied, Sources, Work
from grader.sandbox.work import Ask, Replies
from grader.submission.source import Submission
from grader.submission.uses import used_first, uses

FOLLOWS = (
    "With a right {others} in place of the one in this file, {function} gives the right values: "
    "only {others} loses points."
)
SEVERAL_FOLLOW = (
    "With right versions of {others} in place of those in this file, {function} gives the right "
    "values: it loses no points for them."
)
PARTLY = "With a right version of {others}, some checks of {function} pass: they lose no points."
SEVERAL_PARTLY = (
    "With right versions of {others}, some checks of {function} pass: they lose no points."
)


@dataclass
class Standing:
    """The verdicts so far, and the functions that turned out wrong.

    `functions` are all of them in the exercise's order. `used` names, for each function that
    failed, the wrong ones that it uses; `waits` the first of these where the function could not be
    asked again.
    """

    verdicts: list[Verdict]
    functions: tuple[str, ...]
    wrong: set[str] = field(default_factory=set)
    used: dict[str, tuple[str, ...]] = field(default_factory=dict)
    waits: dict[str, str] = field(default_factory=dict)

    def wrong_ones(self, functions: Collection[str]) -> tuple[str, ...]:
        """Those of the functions that turned out wrong so far, in the exercise's order."""
        return tuple(one for one in self.functions if one in functions and one in self.wrong)


def works_with(text: str, exercise: Exercise) -> dict[str, frozenset[str]]:
    """For each function, the others that it uses in this text, or that its checks call with it."""
    found = uses(text, exercise.functions)
    for function, beside in exercise.called_by_checks.items():
        own = found.get(function, frozenset())
        more = frozenset().union(*(found.get(one, frozenset()) for one in beside))
        found[function] = (own | beside | more) - {function}
    return found


class Further:
    """Asks what is asked after the checks of one exercise, and judges it."""

    def __init__(
        self,
        exercise: Exercise,
        casebook: Casebook | None,
        questions: Sequence[Sequence[Question]],
        limits: Limits,
        seed: int,
    ) -> None:
        self._exercise = exercise
        self._casebook = casebook
        self._questions = questions
        self._limits = limits
        self._seed = seed
        self._replies: defaultdict[tuple[str, ...], Replies] = defaultdict(Replies)

    def _ordered(self, works_with: Mapping[str, frozenset[str]]) -> tuple[str, ...]:
        """The functions, used ones first: a wrong one is known before those that use it."""
        return used_first(self._exercise.functions, works_with)

    def _wrong_ones(
        self, standing: Standing, function: str, works_with: Mapping[str, frozenset[str]]
    ) -> tuple[str, ...]:
        """The wrong functions that a function uses, of which right ones may stand in.

        None of those whose right version does what is asked of this function: a step that leaves
        its work to the training around it would be as right as that.
        """
        used = works_with.get(function, frozenset())
        return standing.wrong_ones(
            {one for one in used if function not in self._built_on.get(one, ())}
        )

    @cached_property
    def _built_on(self) -> dict[str, frozenset[str]]:
        """For each function, those that the solution's one uses."""
        solution = self._exercise.solution
        return uses(solution.whole_text, self._exercise.functions) if solution else {}

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
        standing = Standing(judge(asked, no_words), self._exercise.functions)
        for function in self._ordered(works_with):
            used = self._wrong_ones(standing, function, works_with)
            failed = _failed(standing.verdicts, function)
            may_ask = has_solution and self._exercise.of_objects.isdisjoint(used)
            if used and failed and may_ask and not _hopeless(asked, function, used):
                if function not in sighting.again:
                    sighting.again[function] = self._again(submission, function, used, ask)
            elif not used and (failed or not has_solution):
                # hidden checks may ask a student's functions for what shown ones do not
                direct += self.probes(function)
            # what it showed decides whether those that use it are asked again, too
            self._settle(function, asked, sighting, works_with, standing)
            if function in sighting.again and function in standing.wrong:
                again = sighting.again[function]
                self._probe(submission, self.probes(function), again.probed, ask, again.proxied)
        self._probe(submission, direct, sighting.probed, ask)

    def settle(
        self,
        asked: Sequence[Asked],
        verdicts: list[Verdict],
        sighting: Sighting,
        works_with: Mapping[str, frozenset[str]],
    ) -> Standing:
        """The verdicts after the second asking; runs nothing."""
        standing = Standing(verdicts, self._exercise.functions)
        for function in self._ordered(works_with):
            self._settle(function, asked, sighting, works_with, standing)
        return standing

    def _settle(
        self,
        function: str,
        asked: Sequence[Asked],
        sighting: Sighting,
        works_with: Mapping[str, frozenset[str]],
        standing: Standing,
    ) -> None:
        """Take one function's second asking into the verdicts, and note whether it is wrong."""
        used = self._wrong_ones(standing, function, works_with)
        if used:
            standing.used[function] = used
        if not _failed(standing.verdicts, function):
            return
        if used:
            again = sighting.again.get(function)
            if again is not None and again.proxied == used:
                self._take_in(function, asked, again, standing)
            elif not _hopeless(asked, function, used):
                standing.waits[function] = used[0]
        if _failed(standing.verdicts, function):
            standing.wrong.add(function)

    def _take_in(
        self,
        function: str,
        asked: Sequence[Asked],
        again: Again,
        standing: Standing,
    ) -> None:
        """Points for the checks that pass with right functions in place of the wrong ones."""
        passing: list[int] = []
        stopped: list[int] = []
        proved = unproved = False
        for number, one in enumerate(asked):
            verdict = standing.verdicts[number]
            if one.function != function:
                continue
            seen = [again.asked.get(question.digest) for question in one.questions]
            passes = _passes(_answered(one, seen))
            is_whole = not any(isinstance(each, Stopped) for each in seen)
            # one that passed before proves as much, and has its points already
            proved = proved or (passes and is_whole and not guessable(one.check, asked))
            if verdict.outcome == "passed":
                continue
            if not passes:
                unproved = True
            else:
                (passing if is_whole else stopped).append(number)
        if proved and not unproved:
            passing += [number for number in stopped if self._may_stop(asked[number], again)]
        is_right = not unproved and all(number in passing for number in stopped)
        words = follows(again.proxied, function, is_right=is_right)
        for number in passing:
            standing.verdicts[number] = _passing(standing.verdicts[number], words)

    def _may_stop(self, asked: Asked, again: Again) -> bool:
        """Whether a right function would make so many calls, too.

        It would where the call asks for many steps, or leaves that to default values that are those
        of the stub.
        """
        if any(one.is_long for one in asked.questions):
            return True
        if self._casebook is None or not any(map(self._exercise.is_long, asked.questions)):
            return False
        return self._casebook.has_defaults_of_stub(asked.function, again.probed)

    def _again(
        self, submission: Submission, function: str, used: tuple[str, ...], ask: Ask
    ) -> Again:
        own = zip(self._exercise.checks, self._questions, strict=True)
        checks = [one for check, ones in own if check.call.function == function for one in ones]
        probes = [one for one in self.probes(function) if one.looks[0].place == "defaults"]
        found: dict[str, Observation] = {}
        # a worker that is lost here is no reason to lose points: it is tried again, or not graded
        ask(self._work(submission, checks + probes, used), found)
        asked = {one.digest for one in checks}
        return Again(
            used,
            {digest: answer for digest, answer in found.items() if digest in asked},
            {digest: answer for digest, answer in found.items() if digest not in asked},
        )

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

    def _work(
        self, submission: Submission, questions: Sequence[Question], used: tuple[str, ...]
    ) -> Work:
        """The work of asking these, with right functions in place of those that are `used`."""
        solution = self._exercise.solution
        assert not used or solution is not None
        return Work(
            submission.python,
            questions,
            self._limits.for_probes,
            self._seed,
            module=module(submission),
            name=submission.name,
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


def module(submission: Submission) -> str:
    """The `__name__` that a submission finds."""
    return "__main__" if submission.is_notebook else "submission"


def follows(others: tuple[str, ...], function: str, *, is_right: bool) -> str:
    """What the points of a function rest on that uses wrong ones."""
    one, several = (FOLLOWS, SEVERAL_FOLLOW) if is_right else (PARTLY, SEVERAL_PARTLY)
    text = one if len(others) == 1 else several
    return text.format(others=joined(others), function=function)


def _failed(verdicts: Sequence[Verdict], function: str) -> bool:
    return any(one.function == function and one.outcome != "passed" for one in verdicts)


def _hopeless(asked: Sequence[Asked], function: str, used: Collection[str]) -> bool:
    """Whether the function is wrong by itself: not there, not written, or not to be called so.

    One that calls what is not written, among those `used`, may be right.
    """
    others = [each for one in asked if one.function in used for each in one.seen]
    unwritten = {(each.file, each.line) for each in others if _not_written(each)}
    seen = [each for one in asked if one.function == function for each in one.seen]
    return all(
        isinstance(each, Missing | Misfit)
        or (isinstance(each, Raised) and each.syntax)
        or (_not_written(each) and (each.file, each.line) not in unwritten)
        for each in seen
    )


def _not_written(seen: Observation) -> TypeGuard[Raised]:
    return isinstance(seen, Raised) and is_stub(seen)


def _passes(asked: Asked) -> bool:
    return judge([asked], no_words)[0].outcome == "passed"


def _passing(verdict: Verdict, words: str) -> Verdict:
    return changed(
        verdict,
        outcome="passed",
        score=verdict.max_score,
        observed="",
        feedback=words,
        hint="",
        event=None,
        happened="",
        similar="",
        file=None,
        line=None,
    )


def _answered(asked: Asked, seen: Sequence[Observation | None]) -> Asked:
    """The check with the trials that were not stopped; one without an answer was lost."""
    kept = [place for place, one in enumerate(seen) if not isinstance(one, Stopped)]
    return replace(
        asked,
        questions=tuple(asked.questions[place] for place in kept),
        reference=asked.reference and tuple(asked.reference[place] for place in kept),
        seen=tuple(seen[place] or Crashed() for place in kept),
    )
