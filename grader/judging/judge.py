"""Turns what was seen into verdicts, check by check. Pure: no files, processes or torch."""

import math
from collections.abc import Callable, Iterator, Sequence
from dataclasses import dataclass
from functools import cached_property
from typing import NamedTuple

import msgspec

from grader.checks import Check
from grader.exercise.questions import Question
from grader.expectations.expectation import Expectation
from grader.observations import (
    Crashed,
    LeftOut,
    Misfit,
    Missing,
    Observation,
    OutOfMemory,
    Raised,
    Returned,
    Stopped,
    TimedOut,
    Value,
)
from grader.report import Event, Outcome, Verdict


@dataclass(frozen=True)
class Asked:
    """One check, its questions, and what the solution and the submission showed."""

    check: Check
    questions: tuple[Question, ...]
    reference: tuple[Observation, ...] | None
    seen: tuple[Observation, ...]

    @property
    def function(self) -> str:
        """The function that the check calls."""
        return self.check.call.function

    @cached_property
    def shortfall(self) -> "Shortfall | None":
        """The first trial and expectation that fail, or None if all hold.

        Raises ValueError if the solution itself did not return.
        """
        for trial, observation in enumerate(self.seen):
            if not isinstance(observation, Returned):
                return Shortfall(trial, observation)
            for place in _places(self, trial, observation):
                for time, apart in enumerate(place.distances):
                    if not apart <= 1:  # written so that NaN never holds
                        seen, expected = place.seen[time], place.expected[time]
                        return Shortfall(
                            trial, observation, place.expectation, seen, expected, place.seen
                        )
        return None


@dataclass(frozen=True)
class Shortfall:
    """The first thing that was not as expected: the trial, what was seen, what to find.

    `each` is what was seen at that place each time the call was made.
    """

    trial: int
    observation: Observation
    expectation: Expectation | None = None
    seen: Value | None = None
    expected: Value | None = None
    each: tuple[Value, ...] = ()


class Account(NamedTuple):
    """What happened in words, what is known about it, and the place in the submission.

    `complete` if `known` explains everything, so that the check's hint would only mislead.
    For `event`, `happened` and `similar`, see Verdict.
    """

    observed: str
    known: str = ""
    file: str | None = None
    line: int | None = None
    complete: bool = False
    event: Event | None = None
    happened: str = ""
    similar: str = ""


Explain = Callable[[Asked, Shortfall], Account]

GUESSABLE = (
    "This answer can be right even if the function is not, so it earns points only if another "
    "check of {function} passes."
)
OUTCOMES: dict[type[Observation], Outcome] = {
    Returned: "failed",
    Raised: "raised",
    Missing: "missing",
    Misfit: "raised",
    TimedOut: "timeout",
    Crashed: "crashed",
    OutOfMemory: "out_of_memory",
    Stopped: "timeout",
    LeftOut: "failed",
}


def no_words(asked: Asked, short: Shortfall) -> Account:
    """For verdicts of which only the outcome counts."""
    return Account("")


def judge(asked: Sequence[Asked], explain: Explain) -> list[Verdict]:
    """A verdict for every check, before any mistake is named.

    Raises ValueError if the solution itself did not return.
    """
    return [
        _passed(one) if one.shortfall is None else _failed(one, one.shortfall, explain)
        for one in asked
    ]


def error(asked: Asked) -> float:
    """The largest distance from right over all trials and expectations, in tolerances."""
    worst = 0.0
    for trial, observation in enumerate(asked.seen):
        if not isinstance(observation, Returned):
            return math.inf
        for place in _places(asked, trial, observation):
            worst = max(worst, *place.distances)
    return worst


class _Place(NamedTuple):
    """One expectation in one trial: for each time, what was seen, what to find, the distance."""

    expectation: Expectation
    seen: tuple[Value, ...]
    expected: list[Value | None]
    distances: list[float]


def _places(asked: Asked, trial: int, observation: Returned) -> Iterator[_Place]:
    for place, expectation in enumerate(asked.check.expectations):
        seen = tuple(values[place] for values in observation.seen)
        expected = _expected(asked, trial, place, expectation)
        distances = expectation.kind.distances(seen, expected, expectation.tolerance)
        yield _Place(expectation, seen, expected, distances)


def _expected(asked: Asked, trial: int, place: int, expectation: Expectation) -> list[Value | None]:
    """What to find each time; a kind may need the original argument or the solution for it."""
    reference = asked.reference[trial] if asked.reference else None
    kind = expectation.kind
    if kind.needs_solution and not isinstance(reference, Returned):
        raise ValueError(f"the solution did not return: {reference}")

    def original() -> object:
        return asked.questions[trial].original(expectation.look.argument)

    observation = asked.seen[trial]
    assert isinstance(observation, Returned)
    return [
        kind.expected(
            original, reference.seen[time][place] if isinstance(reference, Returned) else None
        )
        for time in range(len(observation.seen))
    ]


def _passed(asked: Asked) -> Verdict:
    check = asked.check
    return Verdict(
        check=check.title,
        function=asked.function,
        visibility="shown" if check.shown else "hidden",
        outcome="passed",
        score=check.points,
        max_score=check.points,
        observed="",
        feedback="",
    )


def _failed(asked: Asked, short: Shortfall, explain: Explain) -> Verdict:
    account = explain(asked, short)
    return changed(
        _passed(asked),
        outcome=OUTCOMES[type(short.observation)],
        score=0.0,
        observed=account.observed,
        feedback=account.known or account.observed,
        hint="" if account.complete else asked.check.hint,
        file=account.file,
        line=account.line,
        event=account.event,
        happened=account.happened,
        similar=account.similar,
    )


def without_guesses(asked: Sequence[Asked], verdicts: Sequence[Verdict]) -> list[Verdict]:
    """The verdicts, with no points for answers that may have been guessed.

    A check can be guessed if it is marked so, or if it is shown, so that its expected values can be
    read. It earns points only if a check of the same function that cannot be guessed passes.
    """
    sure = {one.function for one in asked if not guessable(one.check, asked)}
    proven = {
        one.function
        for one, verdict in zip(asked, verdicts, strict=True)
        if verdict.outcome == "passed" and not guessable(one.check, asked)
    }
    return [
        changed(verdict, score=0.0, feedback=GUESSABLE.format(function=one.function))
        if verdict.outcome == "passed"
        and guessable(one.check, asked)
        and one.function in sure - proven
        else verdict
        for one, verdict in zip(asked, verdicts, strict=True)
    ]


def with_one_hint(verdicts: Sequence[Verdict]) -> list[Verdict]:
    """The verdicts with one hint a function: that of its first check that fails without a cause.

    The hints of all failed checks together point everywhere, and most of them elsewhere.
    """
    hinted: set[str] = set()
    kept = []
    for verdict in verdicts:
        is_first = verdict.function not in hinted
        if verdict.outcome == "failed" and verdict.hint and not verdict.mistake:
            hinted.add(verdict.function)
        kept.append(verdict if is_first else changed(verdict, hint=""))
    return kept


def guessable(check: Check, asked: Sequence[Asked]) -> bool:
    """Whether the check passes with an answer that anybody could guess or read."""
    with_hidden = any(not one.check.shown for one in asked)
    return check.guessable or (check.shown and with_hidden)


def changed(verdict: Verdict, **changes: object) -> Verdict:
    """A copy of a verdict with some fields changed."""
    return msgspec.structs.replace(verdict, **changes)
