"""What a worker claims happened, read strictly into plain data.

A worker belongs to the submission it runs, so only the shape of its messages is relied on: exact
types, bounded sizes, finite numbers or one of three names. Nothing in this module can be a verdict.
"""

import math
import re
from dataclasses import dataclass, field
from typing import Annotated, Literal, TypeVar

import msgspec
from msgspec import Meta, Struct

# An honest worker stays below these: lists inside lists, and values in the answer to one look.
MAX_DEPTH = 8
MAX_VALUES = 60_000
NonFinite = Literal["nan", "inf", "-inf"]
Real = float | NonFinite
Name = Annotated[str, Meta(max_length=500)]
Count = Annotated[int, Meta(ge=0, le=1_000_000_000)]
Callers = Annotated[tuple[tuple[Name, Count], ...], Meta(max_length=4)]


def _snake_case(name: str) -> str:
    return re.sub(r"(?<=[a-z])(?=[A-Z])", "_", name).lower()


class _Strict(Struct, frozen=True, forbid_unknown_fields=True):
    """A message of one kind."""


class _Tagged(Struct, frozen=True, tag_field="type", tag=_snake_case):
    """One of several kinds, named by its `type`: the name of its class in snake case."""


class _Value(_Tagged, frozen=True, forbid_unknown_fields=True):
    """What was seen at one place."""


class _Answer(_Tagged, frozen=True, forbid_unknown_fields=True):
    """What a worker says became of one question."""


class Number(_Value, frozen=True):
    """A number of Python, or one of numpy, fractions or decimal as a plain number."""

    value: Real
    kind: Literal["bool", "int", "float"] = "float"


class Tensor(_Value, frozen=True):
    """A tensor's shape, dtype and elements in row-major order; `array` marks one of numpy."""

    shape: Annotated[tuple[Count, ...], Meta(max_length=16)]
    values: tuple[Real, ...]
    dtype: Name = "float32"
    requires_grad: bool = False
    array: bool = False

    def __post_init__(self) -> None:
        if math.prod(self.shape) != len(self.values):
            raise ValueError("the shape does not fit the number of values")


class Sequence(_Value, frozen=True):
    """A list or a tuple."""

    items: "tuple[Value, ...]"
    kind: Name = "tuple"


class Nothing(_Value, frozen=True):
    """None."""


class Text(_Value, frozen=True):
    """A string."""

    value: Name


class Other(_Value, frozen=True):
    """Anything else, by the name of its type."""

    name: Name
    module: bool = False


class NoGradient(_Value, frozen=True):
    """Why there is no gradient to look at."""

    reason: Literal[
        "not_a_tensor", "detached", "not_one_number", "not_as_many", "unused", "backward_failed"
    ]
    message: Name = ""


class Unregistered(_Value, frozen=True):
    """Why a model has no such parameter or state; `name` is the type of what it has."""

    reason: Literal["no_model", "not_registered", "not_there"]
    name: Name = ""


Value = Number | Tensor | Sequence | Nothing | Text | Other | NoGradient | Unregistered


class Note(_Strict, frozen=True):
    """An exception: its type, message and place in the submission."""

    error: Name
    message: Name
    file: Name | None = None
    line: Count | None = None
    column: Annotated[int, Meta(ge=-1, le=1_000_000_000)] | None = None
    syntax: bool = False
    package: Name | None = None


class Returned(_Answer, frozen=True):
    """What was seen at each place asked about, for each time the call was made."""

    seen: tuple[tuple[Value, ...], ...]


class Raised(Note, _Answer, frozen=True):
    """The call raised an exception."""


class Missing(_Answer, frozen=True):
    """There is no such function; these are there, and the name may be `bound` to another type.

    `name` is the function's, if it is not the one that the question is about.
    """

    functions: tuple[Name, ...]
    bound: Name | None = None
    name: Name = ""


class Misfit(_Answer, frozen=True):
    """The function does not accept the arguments of the call; this is its signature.

    `name` is the function's, if it is not the one that the question is about.
    """

    signature: Name
    name: Name = ""


class TimedOut(_Tagged, frozen=True):
    """No answer within the time limit; only the trusted side says so."""

    seconds: float
    tried: bool = True
    # where it was a moment before, if the worker said so, and what called that, the nearest first
    file: Name | None = None
    line: Count | None = None
    callers: Callers = ()


class Crashed(_Tagged, frozen=True):
    """The process ended or sent something unreadable; only the trusted side says so."""

    exit_code: int = 0
    signal: int = 0
    unreadable: bool = False


class OutOfMemory(_Tagged, frozen=True):
    """The memory limit was reached; only the trusted side says so."""


class Stopped(_Tagged, frozen=True):
    """The call used up its calls of right functions; only the trusted side says so."""


class LeftOut(_Tagged, frozen=True):
    """The call was not made beside a wrong function that it uses; only the trusted side says so."""


Answer = Returned | Raised | Missing | Misfit
Observation = Answer | TimedOut | Crashed | OutOfMemory | Stopped | LeftOut


class At(_Strict, frozen=True):
    """Number and place of the statement that is about to run."""

    at: Count
    file: Name
    line: Count


class Running(_Strict, frozen=True):
    """The place of the line that runs, and those that called it, the nearest first."""

    file: Name
    line: Count
    callers: Callers = ()


class _Interim(_Strict, frozen=True):
    running: Running


class Loaded(_Strict, frozen=True):
    """The submission ran from top to bottom: what went wrong on the way, and its functions."""

    notes: Annotated[tuple[Note, ...], Meta(max_length=100)]
    functions: Annotated[tuple[Name, ...], Meta(max_length=100)]


@dataclass(frozen=True)
class Stuck:
    """A top-level statement that never ended, and was skipped on the next try."""

    at: At
    why: Observation


@dataclass
class Again:
    """What a function showed with right functions in place of those that it uses.

    `proxied` names these. The observations are by the question's digest, those of checks in
    `asked` and those of probes in `probed`.
    """

    proxied: tuple[str, ...]
    asked: dict[str, Observation]
    probed: dict[str, Observation] = field(default_factory=dict)


@dataclass
class Sighting:
    """Everything that was seen of one submission: an observation for each question, in order.

    `pictured` holds the answers for pictures by the question's digest; no verdict depends on them.
    `probed` holds the answers to probes by digest, which decide no points. `again` has, by
    function, what was seen when it was asked again with right functions in place of wrong ones.
    """

    observations: list[Observation] = field(default_factory=list)
    notes: tuple[Note, ...] = ()
    functions: tuple[str, ...] = ()
    stuck: tuple[Stuck, ...] = ()
    printed: str = ""
    printed_too_much: bool = False
    seconds: float = 0.0
    pictured: dict[str, Returned] = field(default_factory=dict)
    probed: dict[str, Observation] = field(default_factory=dict)
    again: dict[str, Again] = field(default_factory=dict)


T = TypeVar("T")
_ANSWER: msgspec.json.Decoder[Answer] = msgspec.json.Decoder(Answer)
_INTERIM = msgspec.json.Decoder(_Interim)
_AT = msgspec.json.Decoder(At)
_LOADED = msgspec.json.Decoder(Loaded)


class Unreadable(ValueError):
    """A worker sent something that an honest worker never sends."""


def read_answer(message: bytes, looks: int, times: int) -> Answer:
    """The answer to a question with that many looks, asked that many times. Raises Unreadable."""
    answer = _decode(_ANSWER, message)
    if isinstance(answer, Returned):
        check_answer(answer, looks, times)
    return answer


def check_answer(answer: Returned, looks: int, times: int) -> None:
    """Raise Unreadable unless it answers a question with that many looks, asked so many times."""
    if len(answer.seen) != times or any(len(seen) != looks for seen in answer.seen):
        raise Unreadable("the answer does not fit the question")
    values = [value for seen in answer.seen for value in seen]
    if not all(_shallow(value, MAX_DEPTH) for value in values):
        raise Unreadable("the answer is nested too deeply")
    if any(weight(value) > MAX_VALUES for value in values):
        raise Unreadable("the answer holds too many values")


def read_running(message: bytes) -> Running | None:
    """Where a call is that has not returned yet; None for an answer. Raises Unreadable."""
    if not message.startswith(b'{"running":'):
        return None
    return _decode(_INTERIM, message).running


def read_progress(message: bytes) -> At | Loaded:
    """A message about a submission that is being loaded. Raises Unreadable."""
    try:
        return _AT.decode(message)
    except (msgspec.MsgspecError, UnicodeDecodeError, RecursionError):
        return _decode(_LOADED, message)


def _shallow(value: Value, levels: int) -> bool:
    if isinstance(value, Tensor):
        return len(value.shape) <= MAX_DEPTH
    return not isinstance(value, Sequence) or (
        levels > 0 and all(_shallow(item, levels - 1) for item in value.items)
    )


def weight(value: Value) -> int:
    """The number of values in it, lists included."""
    if isinstance(value, Sequence):
        return 1 + sum(map(weight, value.items))
    return len(value.values) if isinstance(value, Tensor) else 1


def _decode(decoder: msgspec.json.Decoder[T], message: bytes) -> T:
    try:
        return decoder.decode(message)
    except (msgspec.MsgspecError, UnicodeDecodeError, RecursionError) as error:
        raise Unreadable(str(error)) from error
