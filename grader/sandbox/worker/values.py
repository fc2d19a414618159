"""Values that go in and out of a worker, as plain JSON.

In: `["plain", x]`, `["tensor", x]` and `["param", x]` (a leaf that requires gradients), which are
float32, whatever default the submission sets; `["int64", x]` and `["bool", x]` are tensors of that
type. Out: one tagged object for each value, described in `grader/observations.py`, which reads them
strictly.
"""

import math
from collections import deque
from collections.abc import Iterator, Sequence, ValuesView
from itertools import islice
from typing import Any

import torch

from .fitting import signature_of

MAX_ELEMENTS = 50_000
MAX_DEPTH = 4
MAX_DIMENSIONS = 8
MAX_TEXT = 200
TYPES = {"param": torch.float32, "tensor": torch.float32, "int64": torch.int64, "bool": torch.bool}


def argument(kind: str, value: Any, device: str | None = "cpu") -> Any:
    """A fresh argument for a call; None stands for the device that is torch's default."""
    if kind == "plain":
        return value
    made = torch.tensor(value, dtype=TYPES[kind], device=device)
    return made.requires_grad_() if kind == "param" else made


def describe(value: Any) -> dict[str, Any]:
    """`value` as plain data, with at most `MAX_ELEMENTS` numbers."""
    return _describe(value, MAX_DEPTH, [MAX_ELEMENTS])


def _describe(value: Any, levels: int, room: list[int]) -> dict[str, Any]:
    room[0] -= value.numel() if isinstance(value, torch.Tensor) else 1
    if room[0] < 0:
        return _other(value)
    if value is None:
        return {"type": "nothing"}
    if isinstance(value, torch.Tensor):
        return _tensor(value)
    if isinstance(value, (bool, int, float)):
        return {"type": "number", "kind": _kind(value), "value": _finite_or_name(value)}
    if isinstance(value, str):
        return {"type": "text", "value": str(value)[:MAX_TEXT]}
    if isinstance(value, torch.nn.ParameterList):
        value = list(value)
    if isinstance(value, (Iterator, ValuesView, deque)):
        items = list(islice(value, MAX_ELEMENTS))
        value = items if len(items) > 1 else value  # `a, b = ...` unpacks it like a list
    if isinstance(value, (list, tuple)) and len(value) <= room[0] and levels:
        items = [_describe(item, levels - 1, room) for item in value]
        return {"type": "sequence", "kind": type(value).__name__[:MAX_TEXT], "items": items}
    return _array(value, levels, room) or _other(value)


def gradient(result: Any, wanted: Any, weights: Sequence[float] = (1.0,)) -> dict[str, Any]:
    """The gradient of the weighted sum of the elements of `result`, by the leaf `wanted`."""
    if not isinstance(result, torch.Tensor):
        return _no_gradient("not_a_tensor", type(result).__name__)
    if not result.requires_grad:
        return _no_gradient("detached")
    if result.numel() != len(weights):
        if len(weights) == 1:
            return _no_gradient("not_one_number")
        return _no_gradient("not_as_many", str(result.numel()))
    try:
        with torch.enable_grad():  # whatever the submission switched off
            flat = result.reshape(-1)
            number = (flat * torch.tensor(weights, dtype=flat.dtype, device=flat.device)).sum()
        (found,) = torch.autograd.grad(number, wanted, retain_graph=True, allow_unused=True)
    except RuntimeError as error:
        return _no_gradient("backward_failed", str(error))
    return _no_gradient("unused") if found is None else describe(found)


def parameter_of(model: Any, name: str) -> torch.Tensor | dict[str, Any]:
    """The registered parameter of a model, or why there is none."""
    if not isinstance(model, torch.nn.Module):
        return _unregistered("no_model", model)
    found = dict(model.named_parameters()).get(name)
    if found is not None:
        return found
    there = getattr(model, name, None)
    return _unregistered("not_there" if there is None else "not_registered", there)


def parameter_names(model: Any) -> dict[str, Any]:
    """The names of all registered parameters of a model."""
    if not isinstance(model, torch.nn.Module):
        return _unregistered("no_model", model)
    return describe(sorted(name for name, _ in model.named_parameters()))


def state(model: Any, name: str) -> dict[str, Any]:
    """The entry of that name in a model's state_dict."""
    if not isinstance(model, torch.nn.Module):
        return _unregistered("no_model", model)
    found = model.state_dict()
    if name in found:
        return describe(found[name])
    there = getattr(model, name, None)
    return _unregistered("not_there" if there is None else "not_registered", there)


def training(model: Any) -> dict[str, Any]:
    """Whether a model is in training mode."""
    if not isinstance(model, torch.nn.Module):
        return _unregistered("no_model", model)
    return describe(bool(model.training))


def left_gradient(argument: Any) -> dict[str, Any]:
    """The .grad of an argument after the call; zeros if there is none."""
    if not isinstance(argument, torch.Tensor):
        return describe(None)
    return describe(torch.zeros_like(argument) if argument.grad is None else argument.grad)


def defaults(function: Any) -> dict[str, Any]:
    """The default values of a function, one for each named parameter; None for those without."""
    signature = signature_of(function)
    parameters = signature.parameters.values() if signature else ()
    named = [one for one in parameters if one.kind not in (one.VAR_POSITIONAL, one.VAR_KEYWORD)]
    return describe([None if one.default is one.empty else one.default for one in named])


def count(value: Any) -> dict[str, Any]:
    """How many values there are: items of a list or tuple, rows of a tensor, 1 for a number."""
    if isinstance(value, (list, tuple, deque)):
        return describe(len(value))
    described = describe(value)
    if described["type"] in ("number", "tensor", "sequence"):
        shape = described.get("shape") or [len(described.get("items", "1"))]
        return describe(shape[0])
    return described


def _tensor(value: torch.Tensor) -> dict[str, Any]:
    if value.is_complex() or value.is_quantized or value.dim() > MAX_DIMENSIONS:
        return _other(value)
    # first to the CPU: there are GPUs that know no float64
    flat = value.detach().cpu().to(torch.float64).reshape(-1).tolist()
    return {
        "type": "tensor",
        "shape": list(value.shape),
        "dtype": str(value.dtype).removeprefix("torch."),
        "requires_grad": bool(value.requires_grad),
        "values": [_finite_or_name(number) for number in flat],
    }


def _array(value: Any, levels: int, room: list[int]) -> dict[str, Any] | None:
    """Types that turn into plain numbers: numpy arrays and scalars, Fraction, Decimal."""
    try:
        if type(value).__module__.partition(".")[0] == "numpy":
            if not value.ndim and type(value).__name__ != "ndarray":  # a scalar of numpy
                return _describe(value.item(), levels, room)
            described = _describe(torch.as_tensor(value), levels, room)
            return described | {"array": True} if described["type"] == "tensor" else described
        if type(value).__module__ in ("fractions", "decimal"):
            return _describe(float(value), levels, room)
    except (AttributeError, TypeError, ValueError, OverflowError, RuntimeError):
        pass
    return None


def _other(value: Any) -> dict[str, Any]:
    is_module = isinstance(value, torch.nn.Module)
    name = type(value).__name__[:MAX_TEXT]
    if isinstance(value, torch.Tensor):
        name += f" of shape {list(value.shape)}"
    return {"type": "other", "name": name, "module": is_module}


def _no_gradient(reason: str, message: str = "") -> dict[str, Any]:
    return {"type": "no_gradient", "reason": reason, "message": message[:MAX_TEXT]}


def _unregistered(reason: str, there: Any) -> dict[str, Any]:
    return {"type": "unregistered", "reason": reason, "name": type(there).__name__[:MAX_TEXT]}


def _kind(value: bool | int | float) -> str:
    return "bool" if isinstance(value, bool) else "int" if isinstance(value, int) else "float"


def _finite_or_name(value: bool | int | float) -> float | str:
    try:
        number = float(value)
    except OverflowError:
        return "inf" if value > 0 else "-inf"
    return number if math.isfinite(number) else repr(number)
