"""The part of a check that may enter the sandbox: what to call and where to look.

Random arguments become numbers here, from the seed of the grading run: a hard-coded answer fails,
and a regrade asks the same questions. Calls inside of calls become steps, one after the other, and
what stands in several of them is made once.
"""

import hashlib
import math
import random
import struct
from collections import Counter
from collections.abc import Sequence
from functools import cached_property
from typing import Any, Literal

import msgspec
from msgspec import Struct

from grader.checks import Check, Draw, Look
from grader.recording import (
    Call,
    Function,
    Optimizer,
    Param,
    Tensor,
    TypedTensor,
    inside,
    is_shared,
)

# a function and an optimizer are named, what is given and the result of a step are numbers
Kind = Literal[
    "plain", "param", "tensor", "int64", "bool", "function", "optimizer", "given", "result"
]
Argument = tuple[Kind, Any]
# A larger whole number stands for a long run: more steps than the calls of a right function that
# a question may make.
MANY = 30


class Step(Struct, frozen=True, omit_defaults=True):
    """A call that comes before: of a function, or of a method of what step `on` returned."""

    name: str
    arguments: tuple[Argument, ...] = ()
    keywords: dict[str, Argument] = {}
    on: int | None = None


class Question(Struct, frozen=True, omit_defaults=True, dict=True):
    """One call to make, `times` times over on the same arguments, and where to look each time.

    `chance` seeds what the call draws at random; without it, each question of a run has a seed of
    its own. The call is one of a `method` of what step `on` returned, if these are there; `before`
    has the steps that come first, and `given` what several of them are given.
    """

    function: str
    arguments: tuple[Argument, ...]
    keywords: dict[str, Argument]
    looks: tuple[Look, ...]
    times: int = 1
    chance: int | None = None
    method: str = ""
    on: int | None = None
    before: tuple[Step, ...] = ()
    given: tuple[Argument, ...] = ()

    def as_message(self) -> dict[str, Any]:
        """The question as the JSON that a worker reads."""
        message = {
            "function": self.function,
            "arguments": self.arguments,
            "keywords": self.keywords,
            "looks": [look.as_message() for look in self.looks],
            "times": self.times,
        }
        others = {
            "chance": self.chance,
            "method": self.method or None,
            "on": self.on,
            "before": [msgspec.to_builtins(one) for one in self.before] or None,
            "given": self.given or None,
        }
        return message | {name: one for name, one in others.items() if one is not None}

    @property
    def is_long(self) -> bool:
        """Whether a whole number in it stands for a long run: many steps, or much data."""
        given = [*self.given]
        for step in self.steps:
            given += [*step.arguments, *step.keywords.values()]
        return any(kind == "plain" and is_count(value) for kind, value in given)

    @property
    def steps(self) -> tuple[Step, ...]:
        """All calls in their order; the last is the one that is looked at."""
        last = Step(self.method or self.function, self.arguments, self.keywords, self.on)
        return (*self.before, last)

    @property
    def callee(self) -> str:
        """What is called last, as in `Line` or `Line.forward`."""
        return f"{self.function}.{self.method}" if self.method else self.function

    def original(self, position: int) -> Any:
        """The argument at that position as the worker makes it."""
        kind, value = self.arguments[position]
        if kind == "given":
            kind, value = self.given[value]
        return _as_float32(value) if kind in ("param", "tensor") else value

    @cached_property
    def as_json(self) -> bytes:
        """The question as a worker reads it; a class is asked the same one many times."""
        return msgspec.json.encode(self.as_message())

    @cached_property
    def digest(self) -> str:
        """A digest of the question, in 16 characters."""
        return hashlib.sha256(self.as_json).hexdigest()[:16]

    def __str__(self) -> str:
        """The calls as written in Python: `compute_loss(Model(), [1.0], [5.0])`.

        What is called first and stands in no other call comes before: `model.eval(), then ...`.
        """
        return _Written(self).text()


class _Written:
    """A question as a line of Python."""

    def __init__(self, question: Question) -> None:
        self._question = question
        self._steps = question.steps
        self._used: set[int] = set()

    def text(self) -> str:
        last = self._call(len(self._steps) - 1)
        alone: list[str] = []
        for number in reversed(range(len(self._steps) - 1)):  # what these use is written in them
            if number not in self._used:
                alone.insert(0, self._call(number))
        return ", then ".join([*alone, last])

    def _call(self, number: int) -> str:
        step = self._steps[number]
        given = [self._value(*one) for one in step.arguments]
        given += [f"{name}={self._value(*one)}" for name, one in step.keywords.items()]
        on = "" if step.on is None else self._result(step.on)
        called = f"{on}.{step.name}" if on and step.name != "__call__" else on or step.name
        return f"{called}({', '.join(given)})"

    def _result(self, number: int) -> str:
        self._used.add(number)
        return self._call(number)

    def _value(self, kind: str, value: Any) -> str:
        if kind == "result":
            return self._result(value)
        if kind == "given":
            return self._value(*self._question.given[value])
        if kind == "optimizer":
            of = ", ".join(self._value(*one) for one in value["of"])
            settings = "".join(f", {name}={one!r}" for name, one in value["settings"].items())
            return f"{value['name']}({of}{settings})"
        return str(value) if kind == "function" else repr(value)


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
    steps = _Steps(call, stream)
    for number, one in enumerate(call.before):
        steps.result(one, f"before{number}")
    on = None if call.on is None else steps.result(call.on, "on")
    arguments, keywords = steps.arguments(call)
    return Question(
        function=call.function,
        arguments=arguments,
        keywords=keywords,
        looks=tuple(looks),
        times=times,
        chance=chance,
        method=call.method,
        on=on,
        before=tuple(steps.before),
        given=tuple(steps.given),
    )


class _Steps:
    """Puts the calls inside of a call one after the other."""

    def __init__(self, call: Call, stream: str) -> None:
        self.before: list[Step] = []
        self.given: list[Argument] = []
        self._stream = stream
        self._counts = Counter(id(one) for one in inside(call) if is_shared(one))
        self._known: dict[int, int] = {}  # by identity: the number of the step, or among `given`

    def result(self, call: Call, at: str) -> int:
        """The number of the step that makes this call, which is made once."""
        if id(call) not in self._known:
            for number, one in enumerate(call.before):
                self.result(one, f"{at}/before{number}")
            on = None if call.on is None else self.result(call.on, f"{at}/on")
            arguments, keywords = self.arguments(call, f"{at}/")
            self._known[id(call)] = len(self.before)
            self.before.append(Step(call.method or call.function, arguments, keywords, on))
        return self._known[id(call)]

    def arguments(
        self, call: Call, at: str = ""
    ) -> tuple[tuple[Argument, ...], dict[str, Argument]]:
        """The arguments of a call: those by position, and those by name."""
        places = [self._argument(one, f"{at}{place}") for place, one in enumerate(call.arguments)]
        names = {name: self._argument(one, f"{at}{name}") for name, one in call.keywords.items()}
        return tuple(places), names

    def _argument(self, value: Any, at: str) -> Argument:
        if isinstance(value, Call):
            return "result", self.result(value, at)
        if self._counts[id(value)] < 2:
            return self._made(value, at)
        if id(value) not in self._known:
            made = self._made(value, at)
            self._known[id(value)] = len(self.given)
            self.given.append(made)
        return "given", self._known[id(value)]

    def _made(self, value: Any, at: str) -> Argument:
        if isinstance(value, Function):
            return "function", value.name
        if isinstance(value, Optimizer):
            several = value.of if isinstance(value.of, list | tuple) else [value.of]
            of = [self._argument(one, f"{at}/{place}") for place, one in enumerate(several)]
            return "optimizer", {"name": value.name, "of": of, "settings": dict(value.settings)}
        source = random.Random(f"{self._stream}/{at}")
        if isinstance(value, Param):
            return "param", _drawn(value.value, source)
        if isinstance(value, TypedTensor):
            return value.dtype, _drawn(value.value, source)
        if isinstance(value, Tensor):
            return "tensor", _drawn(value.value, source)
        return "plain", _drawn(value, source)


def is_count(value: Any) -> bool:
    """Whether it is a whole number so large that it stands for a long run."""
    return isinstance(value, int) and value > MANY


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
