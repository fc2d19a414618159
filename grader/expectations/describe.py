"""Values in words: as a student would print them, and what their kind or shape tells."""

import math
from collections.abc import Iterable
from itertools import islice

from grader.expectations.compare import all_reals, parts, reals, sole
from grader.observations import Nothing, Number, Other, Tensor, Text, Value
from grader.observations import Sequence as Items
from grader.printable import counted, one_line

MAX_ITEMS = 6

NO_VALUE = "A function returns None when it ends without a return statement."
CALLABLE = frozenset({"function", "method", "builtin_function_or_method"})
NOT_CALLED = "This is a function that was not called: are its parentheses missing?"


def described(value: Value) -> str:
    """A value as a student would print it, cut."""
    match value:
        case Number(number, kind):
            return str(bool(number)) if kind == "bool" else _digits(float(number))
        case Tensor(shape) if len(value.values) == 1:
            return _digits((reals(value) or (math.nan,))[0])
        case Tensor(shape):
            listed = _list(_digits(float(number)) for number in value.values)
            return f"{listed} (shape {list(shape)})"
        case Items(items, kind):
            listed = _list(described(item) for item in items)
            return f"({listed[1:-1]})" if kind == "tuple" else listed
        case Nothing():
            return "None"
        case Text(text):
            return repr(one_line(text, 60))
        case Other(name):
            return f"an object of type {one_line(name, 60)}"
    return "no gradient"


def counted_values(value: Value) -> str:
    """A number of values in words: `1 value`, `15,000 values`."""
    number = sole(value)
    if number is None:
        return described(value)
    return "1 value" if number == 1 else f"{number:,.0f} values"


def structural(expected: Value, seen: Value) -> str:
    """What the kind or the shape of a value tells, or nothing."""
    if isinstance(seen, Nothing):
        return NO_VALUE
    if isinstance(seen, Other) and seen.module:
        return f"{one_line(seen.name)} is a model; its numbers are expected here."
    if isinstance(seen, Other) and seen.name in CALLABLE:
        return NOT_CALLED
    if isinstance(seen, (Other, Text)):
        return f"{_kind(expected)} is expected here."
    if any(math.isnan(number) for number in all_reals(seen)):
        return "nan means that numbers grew without limit on the way, or that 0 was divided by 0."
    if sole(expected) is not None and sole(seen) is None:
        return _several_for_one(seen)
    unpacked, items = parts(expected), parts(seen)
    if isinstance(expected, Items) and unpacked is not None:
        if items is None or len(items) != len(unpacked):
            return f"{_kind(expected)} is expected here."
    elif isinstance(expected, Tensor) and isinstance(seen, Tensor) and expected.shape != seen.shape:
        return f"A tensor of shape {list(expected.shape)} is expected here."
    return ""


def _several_for_one(seen: Value) -> str:
    if isinstance(seen, Tensor) and len(seen.shape) == 2 and seen.shape[0] == seen.shape[1]:
        return (
            f"Shape {list(seen.shape)} has a number for every pair of points: a column of shape "
            "(n, 1) met a row of shape (n,), and broadcasting stretched both."
        )
    if isinstance(seen, Tensor):
        return (
            f"Shape {list(seen.shape)} has a number for each point; one number for all points "
            "together is expected here."
        )
    return "One number is expected here."


def _kind(value: Value) -> str:
    unpacked = parts(value)
    if isinstance(value, Items) and unpacked is not None:
        if value.kind == "list":
            return f"A list of {counted(len(unpacked), 'number')}"
        return f"A tuple of {len(unpacked)} values, as in `return a, b`,"
    return "A number" if sole(value) is not None else "A tensor of numbers"


def _list(items: Iterable[str]) -> str:
    listed = list(islice(items, MAX_ITEMS + 1))
    more = ", …" if len(listed) > MAX_ITEMS else ""
    return f"[{', '.join(listed[:MAX_ITEMS])}{more}]"


def _digits(number: float) -> str:
    return f"{number:.6g}"
