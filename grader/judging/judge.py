"""From what was seen to verdicts, check by check. Pure: no file, no process, no torch."""

import math
from collections.abc import Callable, Iterable, Sequence
from dataclasses import dataclass
from functools import lru_cache, wraps
from typing import Any, NamedTuple, TypeVar

import msgspec

from grader.checks import (
    REFERENCE,
    Check,
    Expectation,
    Original,
    PythonNumbers,
    Satisfying,
    Tensors,
)
from grader.exercise.questions import Question
from grader.expectations.compare import all_tensors, distance, literal, part, plain, python_numbers
from grader.observations import (
    Crashed,
    Misfit,
    Missing,
    Observation,
    OutOfMemory,
    Raised,
    Returned,
    TimedOut,
    Value,
    weight,
)
from grader.report import Event, Outcome, Verdict

T = TypeVar("T")
# What to find where nothing is compared, but something asked about all that was seen.
Asking = Satisfying | PythonNumbers | Tensors


@dataclass(frozen=True)
class Asked:
    """One check, the questions it asked, and what was seen of solution and submission."""

    check: Check
    questions: tuple[Question, ...]
    reference: tuple[Observation, ...] | None
    seen: tuple[Observation, ...]

    @property
    def function(self) -> str:
        """The function that the check is about."""
        return self.check.call.function


@dataclass(frozen=True)
class Shortfall:
    """The first thing that was not as expected: in which trial, what was seen, what to find."""

    trial: int
    observation: Observation
    expectation: Expectation | None = None
    seen: Value | None = None
    expected: Value | None = None


class Account(NamedTuple):
    """What happened in words; what is known about it; the place in the submission.

    `complete` when what is known says it all, and the hint of the check would lead elsewhere.
    For `event`, `happened` and `similar` see Verdict.
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
    "This answer can be known without the function being right, so it earns its points together "
    "with another check of {function}."
)
# Answers about what was seen that are remembered: those on the known mistakes are asked for again
# with every submission. What a hostile one shows is large, and is soon forgotten.
MANY, FEW = 512, 8
LARGE = 10_000
OUTCOMES: dict[type[Observation], Outcome] = {
    Returned: "failed",
    Raised: "raised",
    Missing: "missing",
    Misfit: "raised",
    TimedOut: "timeout",
    Crashed: "crashed",
    OutOfMemory: "out_of_memory",
}


def judge(asked: Sequence[Asked], explain: Explain) -> list[Verdict]:
    """A verdict for every check, before any mistake is named.

    Raises ValueError when the solution itself did not return.
    """
    shortfalls = [shortfall(one) for one in asked]
    return [
        _passed(one) if short is None else _failed(one, short, explain)
        for one, short in zip(asked, shortfalls, strict=True)
    ]


def shortfall(asked: Asked) -> Shortfall | None:
    """The first trial and expectation that do not hold, or None where all hold."""
    for trial, observation in enumerate(asked.seen):
        if not isinstance(observation, Returned):
            return Shortfall(trial, observation)
        for expectation, seen, expected in _pairs(asked, trial):
            if not _holds(expectation, seen, expected):
                value = seen if isinstance(seen, Value) else seen[0]
                return Shortfall(trial, observation, expectation, value, expected)
    return None


def error(asked: Asked) -> float:
    """How far from right, in tolerances: the largest distance over all trials and expectations."""
    worst = 0.0
    for trial, observation in enumerate(asked.seen):
        if not isinstance(observation, Returned):
            return math.inf
        for expectation, seen, expected in _pairs(asked, trial):
            if expected is None:
                worst = max(worst, 0.0 if _holds(expectation, seen, None) else math.inf)
            elif isinstance(seen, Value):
                apart = distance(expected, seen, expectation.relative, expectation.absolute)
                worst = max(worst, apart)
    return worst


def _pairs(
    asked: Asked, trial: int
) -> Iterable[tuple[Expectation, Value | list[Value], Value | None]]:
    """Each expectation of a trial with what was seen and what to find.

    Where nothing is compared, but something asked about all that was seen, that is None.
    """
    observation = asked.seen[trial]
    assert isinstance(observation, Returned)
    for place, expectation in enumerate(asked.check.expectations):
        values = [seen[place] for seen in observation.seen]
        if isinstance(expectation.find, Asking):
            yield expectation, values, None
            continue
        for time, seen in enumerate(values):
            yield expectation, seen, _expected(asked, trial, time, place)


def _expected(asked: Asked, trial: int, time: int, place: int) -> Value:
    expectation = asked.check.expectations[place]
    if isinstance(expectation.find, Original):
        return literal(asked.questions[trial].original(expectation.look.argument))
    if expectation.find is REFERENCE:
        reference = asked.reference[trial] if asked.reference else None
        if not isinstance(reference, Returned):
            raise ValueError(f"the solution did not return: {reference}")
        return reference.seen[time][place]
    return literal(expectation.find)


def _holds(expectation: Expectation, seen: Value | list[Value], expected: Value | None) -> bool:
    if isinstance(seen, list):
        return accepts(expectation.find, tuple(seen))
    assert expected is not None
    return distance(expected, seen, expectation.relative, expectation.absolute) <= 1


def remembered(ask: Callable[[Any, tuple[Value, ...]], T]) -> Callable[..., T]:
    """Let a function of what to find and what was seen remember its answers."""
    of_small, of_large = lru_cache(MANY)(ask), lru_cache(FEW)(ask)

    @wraps(ask)
    def answer(find: Asking, seen: tuple[Value, ...]) -> T:
        return (of_large if sum(map(weight, seen)) > LARGE else of_small)(find, seen)

    return answer


@remembered
def accepts(find: Asking, seen: tuple[Value, ...]) -> bool:
    """Whether what was seen each time, taken together, is what an expectation asks for."""
    if isinstance(find, Tensors):
        return all(map(all_tensors, seen))
    if isinstance(find, PythonNumbers):
        return all(python_numbers(part(value, find.part)) for value in seen)
    try:
        return bool(find.predicate(together(seen)))
    except Exception:  # a predicate that stumbles over a value does not accept it
        return False


def together(seen: Sequence[Value]) -> object:
    """The value, or a list of them where there are several, as plain numbers and lists."""
    values = [plain(value) for value in seen]
    return values[0] if len(values) == 1 else values


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
    """No points for answers that can be known without the function being right.

    That is what a check marked guessable asks for, and a shown one, whose expected values can be
    read: they earn their points where a check that cannot be guessed passed for the function.
    """
    sure = {one.function for one in asked if not _guessable(one.check, asked)}
    proven = {
        one.function
        for one, verdict in zip(asked, verdicts, strict=True)
        if verdict.outcome == "passed" and not _guessable(one.check, asked)
    }
    return [
        changed(verdict, score=0.0, feedback=GUESSABLE.format(function=one.function))
        if verdict.outcome == "passed"
        and _guessable(one.check, asked)
        and one.function in sure - proven
        else verdict
        for one, verdict in zip(asked, verdicts, strict=True)
    ]


def _guessable(check: Check, asked: Sequence[Asked]) -> bool:
    with_hidden = any(not one.check.shown for one in asked)
    return check.guessable or (check.shown and with_hidden)


def changed(verdict: Verdict, **changes: object) -> Verdict:
    """A copy of a verdict with some fields changed."""
    return msgspec.structs.replace(verdict, **changes)
