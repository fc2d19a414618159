"""Recorded calls: what an author writes in place of calls of a submission's functions.

Calls may stand in calls: as arguments, before the last of several, or as the object whose method is
called. What stands twice in a question is one object there.
"""

from collections.abc import Callable, Iterator, Mapping, Sequence
from dataclasses import dataclass, field, replace
from typing import Any, Literal

__all__ = [
    "Call",
    "Function",
    "Optimizer",
    "Param",
    "Tensor",
    "TypedTensor",
    "called",
    "exchanged",
    "inside",
    "is_shared",
]


@dataclass(frozen=True)
class Param:
    """A leaf tensor that requires gradients; see `param`."""

    value: Any


@dataclass(frozen=True)
class Tensor:
    """A tensor without gradients; see `tensor`."""

    value: Any


@dataclass(frozen=True)
class TypedTensor(Tensor):
    """A tensor of whole numbers or truth values; see `int_tensor` and `bool_tensor`."""

    dtype: Literal["int64", "bool"]


@dataclass(frozen=True)
class Call:
    """A recorded call of a function or a class; or of a `method` of what another call returns.

    A call of a method is about the function or class that the object comes from. The calls in
    `before` are made first.
    """

    function: str
    arguments: tuple[Any, ...]
    keywords: dict[str, Any]
    method: str = ""
    on: "Call | None" = None
    before: tuple["Call", ...] = ()

    def then(self, method: str, *arguments: Any, **keywords: Any) -> "Call":
        """Record a call of a method of what this call returns; `__call__` calls the object itself.

        For example:

            Line = function("Line")
            check("a line with slope 2 is at 6 for x = 3",
                  Line(2.0).then("forward", tensor([3.0])),
                  returns([6.0]), points=1, hint="What is 2 times 3?")
        """
        return Call(self.function, arguments, keywords, method, self)

    @property
    def callee(self) -> str:
        """What is called, as in `Line` or `Line.forward`."""
        return f"{self.function}.{self.method}" if self.method else self.function

    def __repr__(self) -> str:
        """The call as it is written; what stands in it again is a number."""
        return _Repr().of(self)

    def __str__(self) -> str:
        """The call without its arguments, as in `Line(…)`, `Line(…)(…)` or `Line(…).forward(…)`."""
        if self.on is None:
            return f"{self.function}(…)"
        return f"{self.on}(…)" if self.method == "__call__" else f"{self.on}.{self.method}(…)"

    @property
    def given(self) -> tuple[Any, ...]:
        """All arguments, in order."""
        return (*self.arguments, *self.keywords.values())


@dataclass(frozen=True)
class Function:
    """A function or class of the submission; calling it records the call."""

    name: str

    def __call__(self, *arguments: Any, **keywords: Any) -> Call:
        """Record a call with these arguments."""
        return Call(self.name, arguments, keywords)


@dataclass(frozen=True)
class Optimizer:
    """One of the optimizers in torch.optim, by name; see `optimizer`."""

    name: str
    of: Any
    settings: Mapping[str, Any] = field(default_factory=dict)


def inside(value: Any, known: set[int] | None = None) -> Iterator[Any]:
    """The value and all that stands in it, each as often as it stands there.

    What stands in a shared object comes once: `known` has the identities of those seen before.
    """
    known = set() if known is None else known
    yield value
    if id(value) not in known:
        if is_shared(value):
            known.add(id(value))
        for one in _inner(value):
            yield from inside(one, known)


def _inner(value: Any) -> tuple[Any, ...]:
    match value:
        case Call(on=on, before=before):
            return (*before, *(() if on is None else (on,)), *value.given)
        case Optimizer(of=of, settings=settings):
            return (of, *settings.values())
        case Param(inner) | Tensor(inner):
            return (inner,)
        case list() | tuple():
            return tuple(value)
    return ()


class _Repr:
    """Writes a call, and each object in it once."""

    def __init__(self) -> None:
        self._numbers: dict[int, int] = {}

    def of(self, value: Any) -> str:
        """The value as text."""
        if is_shared(value):
            if id(value) in self._numbers:
                return f"#{self._numbers[id(value)]}"
            self._numbers[id(value)] = len(self._numbers)
        match value:
            case Call():
                arguments = self._tuple(value.arguments)
                named = ", ".join(f"{key!r}: {self.of(one)}" for key, one in value.keywords.items())
                return (
                    f"Call(function={value.function!r}, arguments={arguments}, "
                    f"keywords={{{named}}}, method={value.method!r}, on={self.of(value.on)}, "
                    f"before={self._tuple(value.before)})"
                )
            case Optimizer(of=list() | tuple() as several):
                return self._optimizer(value, self._tuple(several))
            case Optimizer(of=of):
                return self._optimizer(value, self.of(of))
        return repr(value)

    def _optimizer(self, value: Optimizer, of: str) -> str:
        return f"Optimizer(name={value.name!r}, of={of}, settings={dict(value.settings)!r})"

    def _tuple(self, values: Sequence[Any]) -> str:
        written = ", ".join(map(self.of, values))
        return f"({written},)" if len(values) == 1 else f"({written})"


def called(call: Call) -> frozenset[str]:
    """The functions and classes that a question calls or hands on, but for its own."""
    names = {one.function for one in inside(call) if isinstance(one, Call)}
    names |= {one.name for one in inside(call) if isinstance(one, Function)}
    return frozenset(names - {call.function})


def exchanged(call: Call, change: Callable[[Any, str], Any]) -> Call:
    """The same call with other arguments.

    `change` is given each argument that is no call, optimizer or function, with a text for its
    place, and is asked once for what stands twice. Places begin with those of the last call: its
    first argument is at "0".
    """
    return _Exchange(change).call(call, "")


class _Exchange:
    def __init__(self, change: Callable[[Any, str], Any]) -> None:
        self._change = change
        self._known: dict[int, Any] = {}

    def call(self, call: Call, at: str) -> Call:
        arguments = tuple(
            self.value(one, f"{at}{place}") for place, one in enumerate(call.arguments)
        )
        keywords = {name: self.value(one, f"{at}{name}") for name, one in call.keywords.items()}
        on = None if call.on is None else self.value(call.on, f"{at}on")
        before = tuple(
            self.value(one, f"{at}before{place}") for place, one in enumerate(call.before)
        )
        return replace(call, arguments=arguments, keywords=keywords, on=on, before=before)

    def value(self, value: Any, at: str) -> Any:
        if not is_shared(value):
            return self._made(value, at)
        if id(value) not in self._known:
            self._known[id(value)] = self._made(value, at)
        return self._known[id(value)]

    def _made(self, value: Any, at: str) -> Any:
        match value:
            case Call():
                return self.call(value, f"{at}/")
            case Optimizer(of=list() | tuple() as several):
                of = [self.value(one, f"{at}/{place}") for place, one in enumerate(several)]
                return replace(value, of=of)
            case Optimizer(of=of):
                return replace(value, of=self.value(of, f"{at}/"))
            case Function():
                return value
        return self._change(value, at)


def is_shared(value: Any) -> bool:
    """Whether it is one object where it stands twice: what a call can change, or returns."""
    return isinstance(value, Call | Param | Tensor | Optimizer)
