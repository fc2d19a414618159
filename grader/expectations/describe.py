"""Values as text, and what their kind or shape explains."""

import math
from collections.abc import Iterable
from itertools import islice

from grader.expectations.compare import all_reals, parts, sole, truth
from grader.observations import (
    Nothing,
    Number,
    Other,
    Real,
    Tensor,
    Text,
    Unregistered,
    Value,
)
from grader.observations import Sequence as Items
from grader.printable import counted, one_line

MAX_ITEMS = 6
CALLABLE = frozenset({"function", "method", "builtin_function_or_method"})
NO_VALUE = "A function that ends without a return statement returns None."
NOT_CALLED = "A function was named but not called: are its parentheses missing?"


def value_count(value: Value) -> str:
    """A count of values as text: `1 value`, `15,000 values`."""
    number = sole(value)
    if number is None:
        return as_text(value)
    return "1 value" if number == 1 else f"{number:,.0f} values"


def structural(expected: Value, seen: Value) -> str:
    """What the kind or shape of a value explains; empty if both are as expected."""
    if isinstance(seen, Nothing):
        return NO_VALUE
    if isinstance(seen, Other) and seen.module:
        return f"{one_line(seen.name)} is a model; the task asks for its numbers."
    if isinstance(seen, Other) and seen.name in CALLABLE:
        return NOT_CALLED
    if isinstance(seen, (Other, Text)):
        return f"The task asks for {_kind(expected)}."
    if any(math.isnan(number) for number in all_reals(seen)):
        return "nan appears when numbers grow without bound, or when 0 is divided by 0."
    wanted = sole(expected)
    if wanted is not None and sole(seen) is None:
        return _several_for_one(seen)
    unpacked, items = parts(expected), parts(seen)
    if isinstance(expected, Items) and unpacked is not None:
        if items is None or len(items) != len(unpacked):
            return f"The task asks for {_kind(expected)}."
    elif wanted is not None:  # one number is one number, whatever its shape
        return ""
    elif isinstance(expected, Tensor) and isinstance(seen, Tensor) and expected.shape != seen.shape:
        return f"The task asks for shape {list(expected.shape)}."
    return ""


def _several_for_one(seen: Value) -> str:
    if isinstance(seen, Tensor) and len(seen.shape) == 2 and seen.shape[0] == seen.shape[1]:
        return (
            f"Shape {list(seen.shape)} has a number for every pair of points: a column of shape "
            "(n, 1) was combined with a row of shape (n,), and broadcasting stretched both."
        )
    if isinstance(seen, Tensor):
        return (
            f"Shape {list(seen.shape)} has a number for each point; the task asks for one number "
            "for all of them."
        )
    return "The task asks for one number."


def _kind(value: Value) -> str:
    unpacked = parts(value)
    if isinstance(value, Items) and unpacked is not None:
        if value.kind == "list":
            return f"a list of {counted(len(unpacked), 'number')}"
        return f"{len(unpacked)} values, as in `return a, b`"
    if truth(value) is not None:
        return "True or False"
    return "a number" if sole(value) is not None else "a tensor of numbers"


def as_text(value: Value) -> str:
    """A value as Python would print it, shortened."""
    match value:
        case Number(number, kind):
            return _element(number, kind)
        case Tensor(values=(number,), dtype=dtype):
            return _element(number, dtype)
        case Tensor(shape):
            listed = _list(_element(number, value.dtype) for number in value.values)
            return f"{listed} (shape {list(shape)})"
        case Items(items, kind):
            listed = _list(as_text(item) for item in items)
            return f"({listed[1:-1]})" if kind == "tuple" else listed
        case Nothing():
            return "None"
        case Text(text):
            return repr(one_line(text, 60))
        case Other(name):
            return f"an object of type {one_line(name, 60)}"
        case Unregistered():
            return "nothing that is registered"
    return "no gradient"


def _list(items: Iterable[str]) -> str:
    listed = list(islice(items, MAX_ITEMS + 1))
    more = ", …" if len(listed) > MAX_ITEMS else ""
    return f"[{', '.join(listed[:MAX_ITEMS])}{more}]"


def _element(number: Real, kind: str) -> str:
    return str(bool(number)) if kind == "bool" else f"{float(number):.6g}"
