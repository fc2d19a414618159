"""The words in which an instructor writes checks.

    compute_loss = function("compute_loss")

    checks = [
        check("compute_loss agrees with the worked example",
              compute_loss([1.0, 2.0], [5.0, 11.0], param(1.0), param(2.0)),
              returns(20.0), points=1,
              hint="The errors are -2 and -6. What is the mean of their squares?"),
    ]

A call is recorded, not made. An expectation says where to look and what to find; what to find is a
plain value, or REFERENCE for what the solution shows when it is asked the same. Arguments go by
position where students may rename them; keyword arguments are written in the order of the stub,
without gaps, because a function that renamed them receives them by position.
"""

import random
from collections.abc import Callable, Sequence
from dataclasses import dataclass, field
from typing import Any, Protocol, runtime_checkable

from grader.expectations.compared import REFERENCE, Original, Reference
from grader.expectations.expectation import Expectation, Look
from grader.expectations.kind import ABSOLUTE_TOLERANCE, RELATIVE_TOLERANCE
from grader.expectations.python_numbers import PythonNumbers
from grader.expectations.satisfying import Satisfying
from grader.expectations.tensors import Tensors

__all__ = [
    "ABSOLUTE_TOLERANCE",
    "COUNT_TOLERANCE",
    "REFERENCE",
    "RELATIVE_TOLERANCE",
    "Call",
    "Check",
    "Draw",
    "Expectation",
    "Function",
    "Look",
    "Numbers",
    "OneNumber",
    "Original",
    "Param",
    "PythonNumbers",
    "Reference",
    "Satisfying",
    "Tensor",
    "Tensors",
    "check",
    "function",
    "gradient_of",
    "leaves",
    "leaves_gradient",
    "number",
    "numbers",
    "param",
    "returns",
    "returns_count",
    "returns_python_numbers",
    "returns_tensors",
    "satisfies",
    "tensor",
    "trending",
    "unchanged",
]

from grader.printable import encodable

COUNT_TOLERANCE = 0.05  # one too many is far from right, in tolerances


@runtime_checkable
class Draw(Protocol):
    """An argument that the trusted side draws anew for each trial."""

    def draw(self, source: random.Random) -> Any:
        """A value from `source`; the same source gives the same value."""
        ...


@dataclass(frozen=True)
class Numbers:
    """A list of `count` random numbers; see `numbers`."""

    count: int
    low: float
    high: float
    trending: bool = False

    def draw(self, source: random.Random) -> list[float]:
        """The numbers, to three decimals so that people can read them."""
        if not self.trending:
            return [round(source.uniform(self.low, self.high), 3) for _ in range(self.count)]
        # every number has a window of three steps of its own; the order of the windows is the same
        # in all lists of this length, and looks like none
        windows = random.Random(self.count).sample(range(self.count), self.count)
        step = (self.high - self.low) / (self.count + 2)
        return [round(self.low + step * (place + 3 * source.random()), 3) for place in windows]


@dataclass(frozen=True)
class OneNumber:
    """A random number; see `number`."""

    low: float
    high: float

    def draw(self, source: random.Random) -> float:
        """The number, to four significant digits so that people can read it."""
        return float(f"{source.uniform(self.low, self.high):.4g}")


@dataclass(frozen=True)
class Param:
    """A leaf tensor that requires gradients; see `param`."""

    value: Any


@dataclass(frozen=True)
class Tensor:
    """A tensor without gradients; see `tensor`."""

    value: Any


@dataclass(frozen=True)
class Call:
    """A recorded call."""

    function: str
    arguments: tuple[Any, ...]
    keywords: dict[str, Any]


@dataclass(frozen=True)
class Function:
    """A function of the submission; calling it records the call."""

    name: str

    def __call__(self, *arguments: Any, **keywords: Any) -> Call:
        """Record a call with these arguments."""
        return Call(self.name, arguments, keywords)


@dataclass(frozen=True)
class Check:
    """A titled, pointed call with expectations.

    `guessable` marks a check whose right answer can be known without the function being right
    (zero training steps return the start): its points are earned only together with another
    check of the same function.
    """

    title: str
    call: Call
    expectations: tuple[Expectation, ...]
    points: float
    hint: str
    trials: int = 1
    times: int = 1
    guessable: bool = False
    shown: bool = field(default=True, kw_only=True)


def function(name: str) -> Function:
    """The submission's function of that name."""
    return Function(name)


def check(
    title: str,
    call: Call,
    *expectations: Expectation,
    points: float,
    hint: str,
    trials: int = 1,
    times: int = 1,
    guessable: bool = False,
) -> Check:
    """One check: the call is made `times` times on the same arguments, in each of `trials` trials.

    Every expectation must hold each time in every trial for the points to be earned.
    """
    if not expectations:
        raise ValueError(f"the check {title!r} expects nothing; add returns(...) or another")
    if any(one.look.argument >= len(call.arguments) > 0 for one in expectations):
        raise ValueError(f"the check {title!r} looks at an argument that its call does not have")
    if points < 0 or trials < 1 or times < 1:
        raise ValueError(f"the check {title!r} needs points >= 0, trials >= 1 and times >= 1")
    title, hint = encodable(title), encodable(hint)
    return Check(title, call, expectations, float(points), hint, trials, times, guessable)


def numbers(count: int, low: float = 0.0, high: float = 10.0) -> Numbers:
    """A list of `count` numbers drawn evenly from `low` to `high`."""
    return Numbers(count, low, high)


def trending(count: int, low: float = 0.0, high: float = 10.0) -> Numbers:
    """A list like that of `numbers`, with a trend that it shares with all such lists of its length.

    Two of them rise and fall together, as data do that a line fits. Without a trend a fit has
    little to find, and some mistakes have little to get wrong.
    """
    return Numbers(count, low, high, trending=True)


def number(low: float = 0.5, high: float = 3.0) -> OneNumber:
    """A number drawn evenly from `low` to `high`."""
    return OneNumber(low, high)


def param(value: float | Sequence[Any] | Draw) -> Param:
    """A float32 leaf tensor that requires gradients; of shape [] for a number."""
    return Param(value)


def tensor(value: float | Sequence[Any] | Draw) -> Tensor:
    """A float32 tensor without gradients; of shape [] for a number."""
    return Tensor(value)


def returns(
    find: Any,
    *,
    relative: float = RELATIVE_TOLERANCE,
    absolute: float = ABSOLUTE_TOLERANCE,
) -> Expectation:
    """The call returns `find`."""
    return Expectation(Look("returned"), find, relative, absolute)


def gradient_of(
    argument: int,
    find: Any,
    *,
    relative: float = RELATIVE_TOLERANCE,
    absolute: float = ABSOLUTE_TOLERANCE,
) -> Expectation:
    """The gradient of what is returned with respect to the argument at that position."""
    return Expectation(Look("gradient", argument), find, relative, absolute)


def leaves(
    argument: int,
    find: Any,
    *,
    relative: float = RELATIVE_TOLERANCE,
    absolute: float = ABSOLUTE_TOLERANCE,
) -> Expectation:
    """The call leaves the argument at that position with the value `find`."""
    return Expectation(Look("argument", argument), find, relative, absolute)


def unchanged(argument: int) -> Expectation:
    """The call leaves the argument at that position as it was."""
    return Expectation(Look("argument", argument), Original(), 0.0, 0.0)


def leaves_gradient(
    argument: int,
    find: Any,
    *,
    relative: float = RELATIVE_TOLERANCE,
    absolute: float = ABSOLUTE_TOLERANCE,
) -> Expectation:
    """The call leaves `find` in the .grad of the argument at that position.

    A .grad of None counts as zeros: both are how a step that cleans up leaves it.
    """
    return Expectation(Look("left_gradient", argument), find, relative, absolute)


def returns_count(find: Any) -> Expectation:
    """The call returns so many values together; one number counts as one.

    For what is long: its values stay where they are, and only their number is looked at.
    """
    return Expectation(Look("count"), find, 0.0, COUNT_TOLERANCE)


def returns_python_numbers(part: int | None = None) -> Expectation:
    """All numbers that are returned, or those in one part of it, are Python's own: no tensors.

    It says nothing about their values; `returns` does, for which a tensor of one element is as good
    as a number.
    """
    return Expectation(Look("returned"), PythonNumbers(part))


def returns_tensors() -> Expectation:
    """What is returned is a tensor, or holds nothing else: no numpy array, no list of numbers.

    It says nothing about values or shapes. For what goes on into a computation with gradients,
    where numpy arrays fail; `returns` takes an array for a tensor of the same numbers.
    """
    return Expectation(Look("returned"), Tensors())


def satisfies(
    predicate: Callable[[Any], bool],
    saying: str,
    *,
    summary: Callable[[Any], Any] | None = None,
    relative: float = RELATIVE_TOLERANCE,
    absolute: float = ABSOLUTE_TOLERANCE,
) -> Expectation:
    """`predicate` accepts what is returned: floats, and nested lists of floats.

    With `times=k` it is asked about a list of the k values. `saying` ends the sentence
    "it should return ...". A predicate that raises does not accept.

    A function that draws random numbers never returns the same twice. So that a known mistake of
    its kind can be named all the same, `summary` makes of the same values what does not depend on
    chance, a number or a list of numbers: where not both are accepted, two show the same when
    their summaries are equal to within `absolute + relative * |summary|`.
    """
    return Expectation(Look("returned"), Satisfying(predicate, saying, summary), relative, absolute)
