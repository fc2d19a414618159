"""Values on their way between a proxy and the function that it calls in another process.

Unlike `values`, they arrive as what they were. None, bools, whole numbers, finite floats and text
travel as they are; everything else as an object with a `type`. A tensor is listed once, however
often it occurs, and referred to by its number; its elements travel as bytes, so that they arrive
exactly. `grader/sandbox/calls.py` has the schema.
"""

import binascii
import math
from collections.abc import Iterable
from typing import Any

import torch

from . import values

MAX_DEPTH = 6
MAX_VALUES = 100_000
MAX_TENSORS = 1_000
DTYPES = {str(one).removeprefix("torch."): one for one in (
    torch.float32, torch.float64, torch.int64, torch.bool
)}  # fmt: skip
NAMES = {dtype: name for name, dtype in DTYPES.items()}
WHOLE = range(-(2**63), 2**63)

Parcel = dict[str, Any]


class Unsendable(TypeError):
    """A value that a proxy cannot pass on to the right function."""


class Packing:
    """Packs values; `tensors` are those that were met, after those known before.

    Raises Unsendable.
    """

    def __init__(self, known: Iterable[torch.Tensor] = ()) -> None:
        self.tensors = list(known)
        self._numbers = {id(tensor): number for number, tensor in enumerate(self.tensors)}
        self._room = MAX_VALUES

    def pack(self, value: Any, levels: int = MAX_DEPTH) -> Any:
        """The value as JSON that `unpack` reads."""
        self._take(1)
        if value is None or isinstance(value, bool):
            return value
        if isinstance(value, float):
            is_finite = math.isfinite(value)
            return float(value) if is_finite else {"type": "float", "name": repr(float(value))}
        if isinstance(value, int) and value in WHOLE:
            return int(value)
        if isinstance(value, str) and len(value) <= values.MAX_TEXT:
            return str(value)
        if isinstance(value, torch.Tensor):
            return {"type": "tensor", "number": self._number(value)}
        if isinstance(value, torch.nn.ParameterList):
            value = list(value)
        if isinstance(value, (list, tuple)) and levels:
            items = [self.pack(item, levels - 1) for item in value]
            kind = "list" if isinstance(value, list) else "tuple"
            return {"type": "items", "kind": kind, "items": items}
        return self._array(value)

    def _number(self, tensor: torch.Tensor) -> int:
        number = self._numbers.setdefault(id(tensor), len(self.tensors))
        if number == len(self.tensors):
            if tensor.dtype not in NAMES or tensor.dim() > values.MAX_DIMENSIONS:
                raise Unsendable(f"a tensor of type {tensor.dtype} cannot be sent")
            self._take(2 * tensor.numel())  # its .grad, too
            if number >= MAX_TENSORS:
                raise Unsendable("too many tensors to be sent")
            self.tensors.append(tensor)
        return number

    def _array(self, value: Any) -> Parcel:
        if type(value).__module__ == "numpy":
            array = torch.as_tensor(value)
            if array.dtype in NAMES and array.dim() <= values.MAX_DIMENSIONS:
                self._take(array.numel())
                return {"type": "array", **numbers(array)}
        raise Unsendable(f"{type(value).__name__[: values.MAX_TEXT]} cannot be sent")

    def _take(self, count: int) -> None:
        self._room -= count
        if self._room < 0:
            raise Unsendable("too many values to be sent")


def unpack(value: Any, tensors: list[Any]) -> Any:
    """What was packed, with these tensors in it."""
    if not isinstance(value, dict):
        return value
    kind = value["type"]
    if kind == "float":
        return float(value["name"])
    if kind == "tensor":
        return tensors[value["number"]]
    if kind == "array":
        return tensor(value).numpy()[()]
    items = (unpack(item, tensors) for item in value["items"])
    return list(items) if value["kind"] == "list" else tuple(items)


def numbers(tensor: torch.Tensor) -> Parcel:
    """Shape, dtype and elements of a tensor."""
    return {
        "shape": list(tensor.shape),
        "dtype": NAMES[tensor.dtype],
        "data": _data(tensor),
    }


def tensor(parcel: Parcel, data: str = "data") -> torch.Tensor:
    """A new tensor with these elements."""
    content = bytearray(binascii.a2b_base64(parcel[data]))
    dtype = DTYPES[parcel["dtype"]]
    if not content:
        return torch.empty(parcel["shape"], dtype=dtype, device="cpu")
    # a copy: autograd lets nobody change a view that a function of our own returns
    return torch.frombuffer(content, dtype=dtype).reshape(parcel["shape"]).clone()


def state(tensor: torch.Tensor) -> Parcel:
    """What belongs to a tensor besides its numbers: its place in a graph, and its gradient."""
    is_leaf = tensor.is_leaf
    grad = tensor.grad if is_leaf else None  # torch warns where it is asked of others
    fits = grad is not None and grad.dtype == tensor.dtype and grad.shape == tensor.shape
    return {
        "requires_grad": tensor.requires_grad,
        "leaf": is_leaf,
        "grad": _data(grad) if grad is not None and fits else None,
    }


def leave(given: torch.Tensor, sent: Parcel, left: Parcel) -> None:
    """Leave a tensor that was sent as the call left it."""
    if (left["shape"], left["dtype"]) != (sent["shape"], sent["dtype"]):
        given.data = tensor(left)
    elif left["data"] != sent["data"]:
        with torch.no_grad():
            given.copy_(tensor(left))
    if left["leaf"] and left["requires_grad"] != sent["requires_grad"]:
        given.requires_grad_(left["requires_grad"])
    if left["grad"] != sent["grad"]:
        given.grad = None if left["grad"] is None else tensor(left, "grad")


def _data(tensor: torch.Tensor) -> str:
    content = tensor.detach().cpu().numpy().tobytes()
    return binascii.b2a_base64(content, newline=False).decode()
