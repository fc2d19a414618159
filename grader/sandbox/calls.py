"""What proxies ask and solutions reply, read strictly before either is passed on to the other.

A submission writes what a proxy asks, so only the shape of it is relied on: exact types, bounded
sizes, numbers that count what is there. The same holds for replies, which are made from it.
"""

import math
from typing import Annotated, Any, Literal, TypeVar

import msgspec
from msgspec import Meta, Struct

from grader.observations import Name, NonFinite, Unreadable

MAX_DEPTH = 6
MAX_ITEMS = 100_000
BYTES = {"float32": 4, "float64": 8, "int64": 8, "bool": 1}

Number = Annotated[int, Meta(ge=0, le=1_000_000_000)]
Whole = Annotated[int, Meta(ge=-(2**63), le=2**63 - 1)]


class _Strict(Struct, frozen=True, forbid_unknown_fields=True):
    """A part of a message."""


class _Tagged(_Strict, frozen=True, tag_field="type", tag=str.lower):
    """One of several kinds, named by its `type`."""


class Numbers(_Strict, frozen=True):
    """Shape and elements of a tensor, as bytes in row-major order."""

    shape: Annotated[tuple[Number, ...], Meta(max_length=8)]
    dtype: Literal["float32", "float64", "int64", "bool"]
    data: bytes

    def __post_init__(self) -> None:
        self._check(self.data)

    def _check(self, data: bytes) -> None:
        if len(data) != math.prod(self.shape) * BYTES[self.dtype]:
            raise ValueError("the shape does not fit the elements")
        if self.dtype == "bool" and data.strip(b"\0\1"):
            raise ValueError("an element is neither true nor false")


class Result(Numbers, frozen=True):
    """A tensor that a call returned, and whether it has a gradient."""

    requires_grad: bool
    leaf: bool


class State(Result, frozen=True):
    """A tensor as a call got or left it, with its .grad."""

    grad: bytes | None

    def __post_init__(self) -> None:
        self._check(self.data)
        if self.grad is not None:
            self._check(self.grad)
        if self.requires_grad and self.dtype not in ("float32", "float64"):
            raise ValueError("whole numbers have no gradient")


class Float(_Tagged, frozen=True):
    """A float that JSON has no number for."""

    name: NonFinite


class Tensor(_Tagged, frozen=True):
    """One of the message's tensors, by its number."""

    number: Number


class Array(Numbers, _Tagged, frozen=True):
    """An array or a number of numpy."""


class Items(_Tagged, frozen=True):
    """A list or a tuple."""

    kind: Literal["list", "tuple"]
    items: "Annotated[tuple[Sent, ...], Meta(max_length=MAX_ITEMS)]"


Sent = None | bool | Whole | float | Name | Float | Tensor | Array | Items
Many = Annotated[tuple[Sent, ...], Meta(max_length=100)]


class Call(_Tagged, frozen=True):
    """A call through a proxy; `grad` if torch takes note of gradients. `number` counts calls."""

    number: Number
    function: Name
    arguments: Many
    keywords: Annotated[dict[Name, Sent], Meta(max_length=100)]
    tensors: Annotated[tuple[State, ...], Meta(max_length=1_000)]
    grad: bool

    def __post_init__(self) -> None:
        _check((*self.arguments, *self.keywords.values()), len(self.tensors))


class Gradient(_Tagged, frozen=True):
    """The gradients that are wanted of a call: those of its results, each with these weights."""

    number: Number
    weights: Annotated[tuple[Numbers | None, ...], Meta(max_length=MAX_ITEMS)]


class Returned(_Tagged, frozen=True):
    """What a call returned, the tensors in it, and the arguments that it changed.

    A tensor of the result is one of the call's own, or comes after those. Where the result is one
    number with gradients, these come along.
    """

    number: Number
    result: Sent
    tensors: tuple[Result, ...]
    changed: tuple[State | None, ...]
    gradients: tuple[Numbers | None, ...] | None

    def __post_init__(self) -> None:
        _check((self.result,), len(self.changed) + len(self.tensors))


class Gradients(_Tagged, frozen=True):
    """The gradient of each tensor of a call, where there is one."""

    tensors: tuple[Numbers | None, ...]


class Failed(_Tagged, frozen=True):
    """The call raised an error, or nobody can say what it returns."""

    error: Name
    message: Name


class Stop(_Tagged, frozen=True):
    """The question has used up its calls."""


Asked = Call | Gradient
Reply = Returned | Gradients | Failed

_Read = TypeVar("_Read")
_ASKED: msgspec.json.Decoder[Asked] = msgspec.json.Decoder(Asked)
_REPLY: msgspec.json.Decoder[Reply] = msgspec.json.Decoder(Reply)
_ENCODER = msgspec.json.Encoder()


def is_asked(message: bytes) -> bool:
    """Whether a message says that it comes from a proxy; what else it says is not read."""
    return message.startswith((b'{"type":"call",', b'{"type":"gradient",'))


def read_asked(message: bytes) -> Asked:
    """What a proxy asks. Raises Unreadable."""
    return _read(_ASKED, message)


def read_reply(message: bytes) -> Reply:
    """What a solution replies. Raises Unreadable."""
    return _read(_REPLY, message)


def encoded(message: Any) -> bytes:
    """A message as JSON, with nothing in it but what was read."""
    return _ENCODER.encode(message)


def _read(decoder: msgspec.json.Decoder[_Read], message: bytes) -> _Read:
    try:
        return decoder.decode(message)
    except (msgspec.MsgspecError, UnicodeDecodeError, RecursionError) as error:
        raise Unreadable(str(error)) from error


def _check(sent: tuple[Sent, ...], tensors: int, levels: int = MAX_DEPTH) -> None:
    """That lists are not nested too deeply, and that every tensor referred to is there."""
    for one in sent:
        if isinstance(one, Tensor) and one.number >= tensors:
            raise ValueError("there is no such tensor")
        if isinstance(one, Items):
            if not levels:
                raise ValueError("the lists are nested too deeply")
            _check(one.items, tensors, levels - 1)
