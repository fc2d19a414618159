"""Whether two observed values are close, and how they differ.

Distances are in units of the tolerance, `|seen - expected| / (absolute + relative * |expected|)`
as in numpy.isclose: 1.0 is the limit, and a table of margins can be read at a glance.
"""

import math
from collections.abc import Iterable
from typing import Any

from grader.observations import (
    NoGradient,
    Nothing,
    Number,
    Other,
    Sequence,
    Tensor,
    Text,
    Unregistered,
    Value,
)

# Beyond this a run has diverged, and float32 and float64 no longer agree on the numbers.
DIVERGED = 1e15


def literal(value: object) -> Value:
    """A plain Python value in the form of an observed one."""
    if value is None:
        return Nothing()
    if isinstance(value, bool):
        return Number(float(value), "bool")
    if isinstance(value, (int, float)):
        return Number(float(value), "int" if isinstance(value, int) else "float")
    if isinstance(value, str):
        return Text(value)
    if isinstance(value, (list, tuple)):
        return Sequence(tuple(literal(item) for item in value), type(value).__name__)
    raise TypeError(f"{value!r} cannot be compared with what a submission returns")


def distance(expected: Value, seen: Value, relative: float, absolute: float) -> float:
    """How far `seen` is from `expected`, in tolerances: up to 1 is close. NaN is never close.

    A number may be a float or a tensor of one element, a list may stand for a tuple, and so may a
    tensor that unpacks into the same numbers. The same holds for True and False, which are never
    close to a number. The distance is infinite if nothing can be measured.
    """
    if isinstance(expected, Sequence):
        items = parts(seen)
        if items is None or len(items) != len(expected.items):
            return math.inf
        pairs = zip(expected.items, items, strict=True)
        return max((distance(e, s, relative, absolute) for e, s in pairs), default=0.0)
    is_true = truth(expected)
    if is_true is not None:
        return 0.0 if truth(seen) is is_true else math.inf
    wanted = sole(expected)
    if wanted is not None:
        found = sole(seen)
        return math.inf if found is None else _apart(wanted, found, relative, absolute)
    if isinstance(expected, Tensor):
        if not isinstance(seen, Tensor) or seen.shape != expected.shape:
            return math.inf
        pairs_of_reals = zip(expected.values, seen.values, strict=True)
        return max((_apart(float(e), float(s), relative, absolute) for e, s in pairs_of_reals),
                   default=0.0)  # fmt: skip
    return 0.0 if expected == seen else math.inf


def alike(one: Value, other: Value, relative: float, absolute: float) -> bool:
    """Whether two submissions show the same behaviour here.

    Values may take the same forms as for `distance`. Besides, two missing gradients or parameters
    are alike if the reason is the same, and two runs that diverged are alike, whatever they
    overflowed to.
    """
    if one == other:  # mostly so, and quick to see
        return True
    if isinstance(one, NoGradient) and isinstance(other, NoGradient):
        return one.reason == other.reason
    if isinstance(one, Unregistered) and isinstance(other, Unregistered):
        return one.reason == other.reason
    mine, others = sole(one), sole(other)
    if mine is not None and others is not None:
        return _alike(mine, others, relative, absolute)
    if (is_true := truth(one)) is not None:
        return truth(other) is is_true
    if isinstance(one, Sequence) or isinstance(other, Sequence):
        ours, theirs = parts(one), parts(other)
        if ours is None or theirs is None or len(ours) != len(theirs):
            return False
        return all_alike(ours, theirs, relative, absolute)
    if isinstance(one, Tensor) and isinstance(other, Tensor) and one.shape == other.shape:
        pairs = zip(one.values, other.values, strict=True)
        return all(_alike(float(a), float(b), relative, absolute) for a, b in pairs)
    return one == other


def all_alike(
    ours: Iterable[Value], theirs: Iterable[Value], relative: float, absolute: float
) -> bool:
    """Whether the values of two submissions are alike, one by one; there are equally many."""
    return all(
        alike(one, other, relative, absolute) for one, other in zip(ours, theirs, strict=True)
    )


def parts(value: Value) -> tuple[Value, ...] | None:
    """What `a, b, ... = value` would unpack, or None."""
    if isinstance(value, Sequence):
        return value.items
    if isinstance(value, Tensor) and value.shape and value.values:
        rows, rest = value.shape[0], value.shape[1:]
        size = math.prod(rest)
        return tuple(
            Tensor(
                rest, value.values[row * size : (row + 1) * size], value.dtype, array=value.array
            )
            for row in range(rows)
        )
    return None


def part(value: Value, number: int | None) -> Value | None:
    """Item `number` of `value`, or None if there is none; the whole value if `number` is None."""
    if number is None:
        return value
    items = parts(value) or ()
    return items[number] if number < len(items) else None


def python_numbers(value: Value | None) -> bool:
    """Whether `value` is a plain Python number, or contains only such numbers."""
    if isinstance(value, Sequence):
        return all(map(python_numbers, value.items))
    return isinstance(value, Number) and value.kind != "bool"


def kinds(value: Value) -> frozenset[str]:
    """The kind of a value, or the kinds of the values in it, whatever their numbers."""
    match value:
        case Sequence(items):
            return frozenset(kind for item in items for kind in kinds(item))
        case Tensor(array=array):
            return frozenset({"array" if array else "tensor"})
        case Number(kind=kind):
            return frozenset({kind})
    return frozenset({type(value).__name__})


def has_objects(value: Value) -> bool:
    """Whether there is something in it that has no numbers to compare, such as a model."""
    if isinstance(value, Sequence):
        return any(map(has_objects, value.items))
    return isinstance(value, Other)


def all_tensors(value: Value) -> bool:
    """Whether `value` is a tensor, or contains only tensors."""
    if isinstance(value, Sequence):
        return bool(value.items) and all(map(all_tensors, value.items))
    return isinstance(value, Tensor) and not value.array


def sole(value: Value) -> float | None:
    """The only number in `value`, or None if it is not a single number."""
    value = _unwrapped(value)
    numbers = None if _is_bool(value) else reals(value)
    return numbers[0] if numbers is not None and len(numbers) == 1 else None


def truth(value: Value) -> bool | None:
    """The only True or False in `value`, or None if it is something else."""
    value = _unwrapped(value)
    numbers = reals(value) if _is_bool(value) else None
    return bool(numbers[0]) if numbers is not None and len(numbers) == 1 else None


def _unwrapped(value: Value) -> Value:
    """What is in lists of one item."""
    while isinstance(value, Sequence) and len(value.items) == 1:
        value = value.items[0]
    return value


def reals(value: Value) -> tuple[float, ...] | None:
    """All numbers of a number or a tensor; None for anything else."""
    if isinstance(value, Number):
        return (float(value.value),)
    if isinstance(value, Tensor):
        return tuple(float(number) for number in value.values)
    return None


def all_reals(value: Value) -> tuple[float, ...]:
    """All numbers anywhere in `value`."""
    if isinstance(value, Sequence):
        return tuple(number for item in value.items for number in all_reals(item))
    return reals(value) or ()


def plain(value: Value) -> object:
    """`value` as Python numbers and nested lists, for a predicate to look at."""
    if isinstance(value, Sequence):
        return [plain(item) for item in value.items]
    if isinstance(value, Tensor):
        return _nested(value)
    if isinstance(value, Number):
        return float(value.value)
    return value.value if isinstance(value, Text) else None


def _nested(tensor: Tensor) -> object:
    """Nested lists, in time linear in the number of values, even for a made-up shape."""
    rows: list[Any] = [float(one) for one in tensor.values]
    if not tensor.shape:
        return rows[0]
    for size in reversed(tensor.shape[1:]):
        rows = [rows[place : place + size] for place in range(0, len(rows), size)] if size else []
    return rows


def numeric(value: Value) -> bool:
    """Whether `value` contains only numbers."""
    if isinstance(value, Sequence):
        return all(map(numeric, value.items))
    return isinstance(value, (Number, Tensor))


def diverged(number: float) -> bool:
    """Whether a number is too large to compare, or NaN."""
    return not abs(number) < DIVERGED  # written so that NaN counts as diverged


def _apart(expected: float, seen: float, relative: float, absolute: float) -> float:
    error = abs(seen - expected)
    tolerance = absolute + relative * abs(expected)
    if math.isfinite(tolerance) and error <= tolerance:  # written so that NaN is never close
        return error / tolerance if tolerance else 0.0
    return error / tolerance if 0 < tolerance < math.inf and error < math.inf else math.inf


def _alike(one: float, other: float, relative: float, absolute: float) -> bool:
    both_diverged = diverged(one) and diverged(other)
    return both_diverged or _apart(one, other, relative, absolute) <= 1


def _is_bool(value: Value) -> bool:
    if isinstance(value, Tensor):
        return value.dtype == "bool"
    return isinstance(value, Number) and value.kind == "bool"
