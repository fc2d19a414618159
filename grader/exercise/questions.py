"""The part of a check that may enter the sandbox: what to call and where to look.

Random arguments become numbers here, from the seed of the grading run: a hard-coded answer fails,
and a regrade asks the same questions.
"""

import hashlib
import math
import random
import struct
from collections.abc import Sequence
from typing import Any, Literal

import msgspec
from msgspec import Struct

from grader.checks import Call, Check, Draw, Look, Param, Tensor, TypedTensor

Argument = tuple[Literal["plain", "param", "tensor", "int64", "bool"], Any]
# A larger whole number stands for a long run: more steps than the calls of a right function that
# a question may make.
MANY = 30


class Question(Struct, frozen=True):
    """One call to make, `times` times over on the same arguments, and where to look each time.

    `chance` seeds what the call draws at random; without it, each question of a run has a seed of
    its own.
    """

    function: str
    arguments: tuple[Argument, ...]
    keywords: dict[str, Argument]
    looks: tuple[Look, ...]
    times: int = 1
    chance: int | None = None

    def as_message(self) -> dict[str, Any]:
        """The question as the JSON that a worker reads."""
        message = {
            "function": self.function,
            "arguments": self.arguments,
            "keywords": self.keywords,
            "looks": [look.as_message() for look in self.looks],
            "times": self.times,
        }
        return message if self.chance is None else {**message, "chance": self.chance}

    @property
    def is_long(self) -> bool:
        """Whether a whole number in it stands for a long run: many steps, or much data."""
        given = (*self.arguments, *self.keywords.values())
        return any(kind == "plain" and is_count(value) for kind, value in given)

    def original(self, position: int) -> Any:
        """The argument at that position as the worker makes it."""
        kind, value = self.arguments[position]
        return _as_float32(value) if kind in ("param", "tensor") else value

    @property
    def digest(self) -> str:
        """A digest of the question, in 16 characters."""
        return hashlib.sha256(msgspec.json.encode(self.as_message())).hexdigest()[:16]

    def __str__(self) -> str:
        """The call as written in Python: `compute_loss([1.0], [5.0], 1.0, 2.0)`."""
        given = [repr(value) for _, value in self.arguments]
        given += [f"{name}={value!r}" for name, (_, value) in self.keywords.items()]
        return f"{self.function}({', '.join(given)})"


def ask(check: Check, seed: int) -> list[Question]:
    """The questions of a check, one per trial. Equal seeds give equal questions."""
    looks = [expectation.look for expectation in check.expectations]
    return [
        question(check.call, looks, f"{seed}/{check.title}/{trial}", check.times)
        for trial in range(check.trials)
    ]


def question(
    call: Call,
    looks: Sequence[Look],
    stream: str = "",
    times: int = 1,
    chance: int | None = None,
) -> Question:
    """The question for a call; `stream` names the random numbers for its random arguments."""
    return Question(
        function=call.function,
        arguments=tuple(
            _argument(value, random.Random(f"{stream}/{position}"))
            for position, value in enumerate(call.arguments)
        ),
        keywords={
            name: _argument(value, random.Random(f"{stream}/{name}"))
            for name, value in call.keywords.items()
        },
        looks=tuple(looks),
        times=times,
        chance=chance,
    )


def is_count(value: Any) -> bool:
    """Whether it is a whole number so large that it stands for a long run."""
    return isinstance(value, int) and value > MANY


def _argument(value: Any, source: random.Random) -> Argument:
    if isinstance(value, Param):
        return "param", _drawn(value.value, source)
    if isinstance(value, TypedTensor):
        return value.dtype, _drawn(value.value, source)
    if isinstance(value, Tensor):
        return "tensor", _drawn(value.value, source)
    return "plain", _drawn(value, source)


def _drawn(value: Any, source: random.Random) -> Any:
    if isinstance(value, (list, tuple)):
        return [_drawn(item, source) for item in value]
    return value.draw(source) if isinstance(value, Draw) else value


def _as_float32(value: Any) -> Any:
    if isinstance(value, (list, tuple)):
        return [_as_float32(item) for item in value]
    try:
        return struct.unpack("f", struct.pack("f", value))[0]
    except OverflowError:
        return math.copysign(math.inf, value)
