"""Checks and observations written by hand: what was asked, and what was seen."""

from dataclasses import replace
from typing import Any, get_args

from grader.checks import Check, Expectation, check, function, returns
from grader.exercise.questions import ask
from grader.expectations.compare import literal
from grader.judging.judge import Asked
from grader.observations import Observation, Returned, Tensor, Value

loss = function("loss")
train = function("train")


def saw(*values: object, times: int = 1) -> Returned:
    """An answer with these values, one for each expectation, the same each time."""
    return Returned((tuple(map(value, values)),) * times)


def value(plain: object) -> Value:
    return plain if isinstance(plain, get_args(Value)) else literal(plain)


def a_check(*expectations: Expectation, call: Any = None, **more: Any) -> Check:
    given = {"points": 2, "hint": "a hint", "title": "a check", **more}
    shown = given.pop("shown", False)
    made = check(given.pop("title"), call or loss(1.0), *expectations or [returns(1.0)], **given)
    return replace(made, shown=shown)


def asked(
    one: Check, *seen: Observation, reference: tuple[Observation, ...] | None = None
) -> Asked:
    return Asked(one, tuple(ask(one, seed=1)), reference, seen)


def tensor_of(number: float) -> Tensor:
    return Tensor((), (number,))
