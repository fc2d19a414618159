"""What a probe's answer comes down to: the part of it that tells causes apart, as plain JSON."""

import hashlib
import math
import re
from collections.abc import Callable, Mapping, Sequence

import msgspec

from grader.causes.probes import Probe, View
from grader.checks import Probing
from grader.expectations.compare import alike as same
from grader.expectations.compare import (
    all_tensors,
    diverged,
    kinds,
    literal,
    part,
    python_numbers,
)
from grader.expectations.satisfying import Satisfying, together
from grader.judging.pytorch import pattern
from grader.observations import (
    Misfit,
    Missing,
    NoGradient,
    Number,
    Observation,
    Other,
    Raised,
    Real,
    Returned,
    Tensor,
    Text,
    Unregistered,
    Value,
)
from grader.observations import Sequence as Items

DIGITS = 5
COARSE = 2
MAX_MESSAGE = 60
LONG, FIRST, LAST, ROWS = 40, 6, 3, 8  # lists longer than LONG, or of more ROWS, are thinned
# parts of a message that differ from one submission or version of Python to the next
VARYING = re.compile(r"'[^']*'|\"[^\"]*\"|`[^`]*`|\d+(\.\d+)?")
LACKS = re.compile(r"'(?P<type>\w+)' object has no attribute '\w{1,30}'")
TYPES = frozenset(
    {"float", "int", "bool", "list", "tuple", "dict", "str", "function", "Tensor", "ndarray"}
)

Summaries = Sequence[Callable[[object], object] | None]
# a number, a list, a word for anything else
Short = float | str | bool | None | list["Short"]
# what was seen at each look, or a line on how the call ended without that
Trace = list[Short] | str


def summaries(probes: Sequence[Probing]) -> Summaries:
    """The summaries in an author's probes, in order."""
    kinds = [one.kind for probe in probes for one in probe.expectations]
    return [kind.summary for kind in kinds if isinstance(kind, Satisfying)]


def trace(probe: Probe, seen: Observation, summed_up: Summaries) -> Trace | None:
    """What the answer comes down to; None if it tells nothing about the function."""
    match seen:
        case Returned():
            columns = [tuple(values) for values in zip(*seen.seen, strict=True)]
            viewed = enumerate(columns[: len(probe.views)])
            return [_at(probe, place, values, summed_up) for place, values in viewed]
        case Raised():
            return f"{seen.error}: {_told_apart(seen)}"
        case Missing():
            return "missing"
        case Misfit():
            return "misfit"
    return None


def _told_apart(raised: Raised) -> str:
    """The part of a message that tells errors apart, however things are named."""
    if known := pattern(raised.message):
        return known
    lacks = LACKS.match(raised.message)
    if lacks and lacks["type"] in TYPES:  # not one of the submission's own
        return lacks[0]
    return VARYING.sub("…", raised.message)[:MAX_MESSAGE]


def says_much(error: str) -> bool:
    """Whether the line on an error in a trace tells more than its type."""
    message = error.partition(": ")[2]
    return bool(pattern(message) or LACKS.match(message))


def _at(probe: Probe, place: int, values: tuple[Value, ...], summed_up: Summaries) -> Short:
    """What was seen at one look, each time, in a form that can be compared."""
    view: View = probe.views[place]
    if view.by == "python_numbers":
        return _python_numbers([part(value, view.number) for value in values])
    if view.by == "tensors":
        return all(map(all_tensors, values))
    if view.by == "unchanged":
        before = literal(probe.question.original(probe.question.looks[place].argument))
        return all(same(before, value, 0.0, 0.0) for value in values)
    if view.by == "values":
        seen = [thinned(short(value)) for value in values]
        return seen[0] if len(seen) == 1 else seen
    try:
        summary = summed_up[view.number] if view.number is not None else None
        return short(literal(summary(together(values)))) if summary else "no summary"
    except Exception:  # values of another shape than the author thought of
        return "no summary"


def short(value: Value) -> Short:
    """A value as plain JSON: tensors are lists, and what has one element is that element."""
    match value:
        case Number(value=number, kind="bool"):
            return bool(number)
        case Number(value=number):
            return _named(number)
        case Tensor(shape=shape, values=values):
            rows: list[Short] = [bool(v) if value.dtype == "bool" else v for v in values]
            for size in reversed(shape[1:]):
                rows = [rows[n : n + size] for n in range(0, len(rows), size)] if size else []
            return rows[0] if len(rows) == 1 else rows
        case Items(items=items):
            inner = [short(item) for item in items]
            return inner[0] if len(inner) == 1 else inner
        case NoGradient(reason=reason):
            return f"no gradient: {reason}"
        case Unregistered(reason=reason):
            return f"unregistered: {reason}"
        case Text(value=text):
            return f"text: {text}"
        case Other(name=name):
            return f"type: {name}"
    return None


def _python_numbers(values: Sequence[Value | None]) -> Short:
    """True if all are Python numbers, or else what they are."""
    if all(map(python_numbers, values)):
        return True
    found = {kind for value in values if value is not None for kind in kinds(value)}
    return f"kinds: {', '.join(sorted(found))}"


def thinned(value: Short) -> Short:
    """Of a long list its length, first and last elements, some between, and the mean of all.

    The losses of a hundred steps would make most of a casebook, and tell no more.
    """
    if not isinstance(value, list):
        return value
    if any(isinstance(one, list) for one in value):
        rows = value if len(value) <= ROWS else [*value[: ROWS - 1], value[-1]]
        return [*([_counted(value)] if len(value) > ROWS else []), *map(thinned, rows)]
    if len(value) <= LONG:
        return value
    step = max(10, len(value) // 10)
    numbers = [real for one in value if (real := _real(one)) is not None and not diverged(real)]
    picked = [*value[:FIRST], *value[step:-LAST:step], *value[-LAST:]]
    return [_counted(value), *picked, sum(numbers) / max(1, len(numbers))]


def _counted(value: Sequence[Short]) -> Short:
    """The length in binary digits: compared exactly, and no large number beside small ones."""
    return [digit == "1" for digit in f"{len(value):b}"]


def _named(number: Real) -> Short:
    """A number, or the name of one that JSON has not."""
    return number if isinstance(number, str) or math.isfinite(number) else str(number)


def same_defaults(own: Short, stub: Short) -> bool:
    """Whether default values are those of the stub, as far as that has any and can be compared."""
    ours, theirs = (one if isinstance(one, list) else [one] for one in (own, stub))
    return len(ours) != len(theirs) or all(
        there is None or here == there for here, there in zip(ours, theirs, strict=True)
    )


def tells(value: Short) -> bool:
    """Whether there is a number in it, and nothing that cannot be compared."""
    if isinstance(value, list):
        return bool(value) and any(map(tells, value)) and not any(isinstance(v, str) for v in value)
    real = _real(value)
    return real is not None and not diverged(real)


def alike(probe: Probe, one: Trace, other: Trace) -> bool:
    """Whether two answers to a probe come down to the same."""
    return alike_to(probe, other)(one)


def alike_to(probe: Probe, other: Trace) -> Callable[[Trace], bool]:
    """A function that says whether an answer to the probe comes down to the same as `other`."""
    if isinstance(other, str):
        return lambda one: one == other
    wanted = [
        (theirs, view.relative, max(view.absolute, view.relative * largest(theirs) / 10))
        for view, theirs in zip(probe.views, other, strict=True)
    ]

    def is_alike(one: Trace) -> bool:
        return not isinstance(one, str) and all(
            _alike(ours, theirs, relative, absolute)
            for ours, (theirs, relative, absolute) in zip(one, wanted, strict=True)
        )

    return is_alike


def largest(value: Short) -> float:
    """The largest number in it: beside a large one, noise in a small one is larger, too."""
    if isinstance(value, list):
        return max(map(largest, value), default=0.0)
    real = _real(value)
    return 0.0 if real is None or diverged(real) else abs(real)


def _alike(one: Short, other: Short, relative: float, absolute: float) -> bool:
    if isinstance(one, list) and isinstance(other, list):
        return len(one) == len(other) and all(
            _alike(a, b, relative, absolute) for a, b in zip(one, other, strict=True)
        )
    ours, theirs = _real(one), _real(other)
    if ours is None or theirs is None:
        # Python's True equals 1.0
        return one == other and isinstance(one, bool) == isinstance(other, bool)
    if diverged(ours) or diverged(theirs):
        return diverged(ours) and diverged(theirs)
    return abs(ours - theirs) <= absolute + relative * abs(theirs)


def _real(value: Short) -> float | None:
    if isinstance(value, bool):
        return None
    if isinstance(value, int | float):
        return float(value)
    return float(value) if value in ("nan", "inf", "-inf") else None


def rounded(value: Short, digits: int = DIGITS) -> Short:
    """The same with few digits."""
    if isinstance(value, list):
        return [rounded(one, digits) for one in value]
    if isinstance(value, float):
        whole = float(f"{value:.{digits}g}")
        if not math.isfinite(whole):
            return value
        return int(whole) if whole.is_integer() and abs(whole) < 10**digits else whole
    return value


def fingerprint(traces: Mapping[int, Trace]) -> str:
    """A short digest: equal for submissions that behave alike, up to rounding."""
    told = [
        one if isinstance(one, str) else rounded(one, COARSE) for _, one in sorted(traces.items())
    ]
    return hashlib.sha256(msgspec.json.encode(told)).hexdigest()[:12]
