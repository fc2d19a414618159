"""What the second asking settles: which functions are wrong by themselves, and which checks pass.

Runs nothing. A function that fails beside a wrong one that it uses is judged by what it showed with
a right one in its place; where it was not asked again, it waits.
"""

from collections.abc import Collection, Mapping, Sequence
from dataclasses import dataclass, field, replace
from functools import cached_property
from typing import TypeGuard

from grader.causes.casebook import Casebook
from grader.exercise.loading import Exercise
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

    `used` names, for each function that failed, the wrong ones that it uses; `waits` the first of
    these where the function could not be asked again.
    """

    verdicts: list[Verdict]
    wrong: set[str] = field(default_factory=set)
    used: dict[str, tuple[str, ...]] = field(default_factory=dict)
    waits: dict[str, str] = field(default_factory=dict)


def works_with(text: str, exercise: Exercise) -> dict[str, frozenset[str]]:
    """For each function, the others that it uses in this text, or that its checks call with it."""
    found = uses(text, exercise.functions)
    for function, beside in exercise.called_by_checks.items():
        own = found.get(function, frozenset())
        more = frozenset().union(*(found.get(one, frozenset()) for one in beside))
        found[function] = (own | beside | more) - {function}
    return found


class Settling:
    """Judges the second asking of one exercise's functions."""

    def __init__(self, exercise: Exercise, casebook: Casebook | None) -> None:
        self._exercise = exercise
        self._casebook = casebook

    def in_order(self, works_with: Mapping[str, frozenset[str]]) -> tuple[str, ...]:
        """The functions, used ones first: a wrong one is known before those that use it."""
        return used_first(self._exercise.functions, works_with)

    def replaceable(
        self, wrong: Collection[str], function: str, works_with: Mapping[str, frozenset[str]]
    ) -> tuple[str, ...]:
        """The wrong functions that a function uses and for which right ones may stand in.

        None of those whose right version does what is asked of this function: a step that leaves
        its work to the training around it would be as right as that.
        """
        used = works_with.get(function, frozenset())
        return tuple(
            one
            for one in self._exercise.functions
            if one in used and one in wrong and function not in self._built_on.get(one, ())
        )

    @cached_property
    def _built_on(self) -> dict[str, frozenset[str]]:
        """For each function, those that the solution's one uses."""
        solution = self._exercise.solution
        return uses(solution.whole_text, self._exercise.functions) if solution else {}

    def settle(
        self,
        asked: Sequence[Asked],
        verdicts: list[Verdict],
        sighting: Sighting,
        works_with: Mapping[str, frozenset[str]],
        wrong: Collection[str] = (),
    ) -> Standing:
        """The verdicts after the second asking; some are known to be `wrong`. Runs nothing."""
        standing = Standing(verdicts, wrong=set(wrong))
        for function in self.in_order(works_with):
            self.settle_one(function, asked, sighting, works_with, standing)
        return standing

    def settle_one(
        self,
        function: str,
        asked: Sequence[Asked],
        sighting: Sighting,
        works_with: Mapping[str, frozenset[str]],
        standing: Standing,
    ) -> None:
        """Take one function's second asking into the verdicts, and note whether it is wrong."""
        used = self.replaceable(standing.wrong, function, works_with)
        if used:
            standing.used[function] = used
        if not failed(standing.verdicts, function):
            return
        if used:
            again = sighting.again.get(function)
            if again is not None and again.proxied == used:
                self._take_in(function, asked, again, standing)
            elif not hopeless(asked, function, used):
                standing.waits[function] = used[0]
        if failed(standing.verdicts, function):
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
            # a long run gets the same words whether it was asked or left out
            if verdict.outcome == "passed" and not (passes and self._is_long(one)):
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
        if self._casebook is None or not self._is_long(asked):
            return False
        return self._casebook.has_defaults_of_stub(asked.function, again.probed)

    def _is_long(self, asked: Asked) -> bool:
        return any(map(self._exercise.is_long, asked.questions))


def follows(others: tuple[str, ...], function: str, *, is_right: bool) -> str:
    """What the points of a function rest on that uses wrong ones."""
    one, several = (FOLLOWS, SEVERAL_FOLLOW) if is_right else (PARTLY, SEVERAL_PARTLY)
    text = one if len(others) == 1 else several
    return text.format(others=joined(others), function=function)


def failed(verdicts: Sequence[Verdict], function: str) -> bool:
    """Whether a check of the function did not pass."""
    return any(one.function == function and one.outcome != "passed" for one in verdicts)


def hopeless(asked: Sequence[Asked], function: str, used: Collection[str]) -> bool:
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
