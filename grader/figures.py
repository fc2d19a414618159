"""The words in which an author writes figures.

    train = function("train")

    def line(axes, seen, expected):
        fit = series(seen["fit"], 2)
        if fit is None:
            return None
        axes.plot([0, 10], [fit[0], fit[0] + 10 * fit[1]], **SUBMISSION)
        return f"The line begins at {told(fit[0])} and rises by {told(fit[1])}."

    figures = [figure("The line after training", line, fit=train(TASKS, QUESTIONS))]

Calls are recorded as in `grader/checks.py`, but their arguments are always literal. They run after
the calls of all checks and never affect a verdict. `draw(axes, seen, expected)` runs in the trusted
process, on the numbers that were observed. This module does not need matplotlib.
"""

import math
from collections.abc import Callable, Collection, Iterable, Mapping, Sequence
from dataclasses import dataclass
from itertools import pairwise
from typing import Any

from grader.checks import Look, has_draw
from grader.recording import Call

__all__ = [
    "BLUE",
    "GREEN",
    "INK",
    "MAX_DRAWN",
    "MAX_POINTS",
    "PURPLE",
    "SOLUTION",
    "SUBMISSION",
    "VERMILLION",
    "Figure",
    "Painter",
    "Seeing",
    "Seen",
    "after",
    "drawable",
    "figure",
    "powers_of_ten",
    "series",
    "short",
    "stands_out",
    "step_by_step",
    "thinned",
    "ticks",
    "told",
]

# From the Okabe-Ito palette for colour-blind readers: the colours with a contrast of 3:1 or more on
# white and on #1b1b1b. Colour is never the only difference: lines are dashed or dotted too.
BLUE, VERMILLION, GREEN, PURPLE = "#0072b2", "#d55e00", "#009e73", "#cc79a7"
# Replaced by the text colour of the page, dark on light or light on dark.
INK = "#010203"

# How a submission and the solution are drawn in every figure.
SUBMISSION = {"color": BLUE, "linewidth": 2.0, "label": "this submission"}
SOLUTION = {"color": VERMILLION, "linewidth": 2.0, "linestyle": (0, (5, 3)), "label": "solution"}

MAX_DRAWN = 1e9  # larger numbers, of either sign, are not drawn
MAX_POINTS = 400
JUMP = 0.1  # a loss that grows by that part of itself from one place to the next jumps
WRITTEN_OUT = (1e-4, 1e5)  # numbers outside this range are written with a power of ten
SUPERSCRIPT = str.maketrans("-0123456789", "⁻⁰¹²³⁴⁵⁶⁷⁸⁹")

RETURNED = Look("returned")

Seen = Mapping[str, Any]
Painter = Callable[[Any, Seen, Seen | None], str | None]


@dataclass(frozen=True)
class Seeing:
    """A recorded call, and where to look after it."""

    call: Call
    look: Look = RETURNED


@dataclass(frozen=True)
class Figure:
    """A titled picture of what some calls showed; see `figure`."""

    title: str
    draw: Painter
    calls: Mapping[str, Seeing]
    compared: bool = False


def figure(title: str, draw: Painter, *, compared: bool = False, **calls: Call | Seeing) -> Figure:
    """A figure that `draw(axes, seen, expected)` draws and describes: it returns the description.

    `seen` maps the name of each call to what it showed: a float, or nested lists of floats of any
    shape (with NaN and infinities), or None if it showed no numbers. `expected` is the same for the
    solution if the figure is `compared` and the solution is there, else None. Students see it, so
    compare only what gives no answer away. A call looks at what is returned; for an argument, see
    `after`. If there is nothing to draw, `draw` returns None, and a sentence with the title
    says why.

    For example:

        def bars(axes, seen, expected):
            heights = series(seen["at"], 3)
            if heights is None:
                return None
            axes.bar(range(3), heights, color=BLUE)
            axes.set(xlabel="class", ylabel="probability")
            return f"The probabilities are {', '.join(map(told, heights))}."

        figure("Three classes", bars, at=softmax(param([0.0, 1.0, 2.0])))
    """
    if not calls:
        raise ValueError(f"the figure {title!r} has no call; pass one as a keyword argument")
    seeing = {
        name: call if isinstance(call, Seeing) else Seeing(call) for name, call in calls.items()
    }
    if has_draw([one.call for one in seeing.values()]):
        raise ValueError(f"the figure {title!r} has a random argument; write a literal one")
    return Figure(title, draw, seeing, compared)


def after(call: Call, argument: int) -> Seeing:
    """What the argument at that position holds after the call.

    For example:

        after(shrink(param(3.0), 0.5), argument=0)
    """
    if not 0 <= argument < len(call.arguments):
        raise ValueError(f"the call of {call.function} has no argument {argument}")
    return Seeing(call, Look("argument", argument))


def series(value: Any, count: int | None = None) -> list[float] | None:
    """What was seen as a list of numbers, or None if it is something else.

    With `count`, also None if the list has another length. A list of one number counts as that
    number. A number that is too large to draw becomes NaN, which matplotlib leaves out.

    For example:

        >>> series([1.0, 0.5], 2)
        [1.0, 0.5]
        >>> series([[1.0], [1e300]])
        [1.0, nan]
        >>> series([1.0, 0.5], 3) is None
        True
    """
    if not isinstance(value, list):
        return None
    numbers = [drawable(one) for one in value]
    if not numbers or None in numbers or count not in (None, len(numbers)):
        return None
    return [one for one in numbers if one is not None]


def drawable(value: Any) -> float | None:
    """What was seen as one number, or None if it is something else; NaN if it is too large.

    For example:

        >>> drawable([2.5])
        2.5
        >>> drawable([2.5, 3.5]) is None
        True
    """
    while isinstance(value, list) and len(value) == 1:
        value = value[0]
    if not isinstance(value, float):
        return None
    return value if abs(value) <= MAX_DRAWN else math.nan


def thinned(count: int) -> list[int]:
    """Places in a list of that length: all, or `MAX_POINTS` of them, spread evenly to the end.

    For example:

        >>> thinned(3)
        [0, 1, 2]
        >>> len(thinned(15_000)), thinned(15_000)[-1]
        (400, 14999)
    """
    if count <= MAX_POINTS:
        return list(range(count))
    return [round(place * (count - 1) / (MAX_POINTS - 1)) for place in range(MAX_POINTS)]


def ticks(axis: Any, places: Sequence[float]) -> None:
    """Set the ticks of an axis: these places only, labelled with short numbers.

    If one label needs a power of ten, so do all from 1000 up, and all below 0.01.

    For example:

        ticks(axes.xaxis, [0, 50, 100])
    """
    low, high = WRITTEN_OUT
    far = any(place and not low <= abs(place) < high for place in places)
    written_out = (0.01, 1000) if far else WRITTEN_OUT
    axis.set_ticks(places, labels=[short(place, written_out) for place in places])
    axis.set_ticks([], minor=True)


def powers_of_ten(numbers: Iterable[float], low: float, high: float) -> list[float]:
    """Ticks for a logarithmic axis: powers of ten from `low` to `high`, or wider to fit `numbers`.

    If these are too many, only every second one, or fewer.

    For example:

        >>> powers_of_ten([0.02, 7.0], low=0.1, high=10)
        [0.01, 0.1, 1.0, 10.0]
    """
    known = [number for number in numbers if number > 0]
    first = math.floor(math.log10(min([low, *known])))
    last = math.ceil(math.log10(max([high, *known])))
    apart = 1 + (last - first) // 8
    return [10.0**place for place in range(first, last + apart, apart)]


def stands_out(losses: Mapping[int, float], unit: str) -> str:
    """What people should see first in losses by number of `unit`, as a sentence; empty if nothing.

    The loss cannot be drawn any more, stays where it began, ends higher than it began, or jumps by
    a tenth from one number to the next.

    For example:

        >>> stands_out({0: 4.0, 1: 2.0, 2: 3.0}, "step")
        'The loss jumps at step 2, from 2 to 3.'
        >>> stands_out({0: 4.0, 1: 2.0, 2: 1.0}, "step")
        ''
    """
    known = {place: losses[place] for place in sorted(losses) if math.isfinite(losses[place])}
    if len(known) < 2:
        return ""
    places = list(known)
    first, last = known[places[0]], known[places[-1]]
    if any(place > places[-1] for place in losses):
        return f"The loss grows until it cannot be drawn, after {unit} {places[-1]}."
    if math.isclose(min(known.values()), max(known.values()), rel_tol=1e-6):
        return f"The loss stays where it began, at {told(first)}."
    if _grows(first, last):
        return f"The loss rises from {told(first)} to {told(last)}."
    for before, place in pairwise(places):
        if _grows(known[before], known[place]):
            at = f"at {unit} {place}"
            return f"The loss jumps {at}, from {told(known[before])} to {told(known[place])}."
    return ""


def step_by_step(
    values: Mapping[int, Any],
    words: Callable[[Any], str],
    places: Collection[int],
    steps: Sequence[int],
) -> str:
    """What a training shows at some `places` and the last, as part of a sentence.

    `values` are by number of steps, and `words` says one of them. `steps` are all numbers of steps
    that were asked for: where the values end before, the first that cannot be drawn is named.

    For example:

        >>> step_by_step({0: 4.0, 1: 2.0, 2: 1.0, 5: 0.5}, told, (0, 1), steps=(0, 1, 2, 5))
        '4 after 0, 2 after 1, 0.5 after 5 steps'
        >>> step_by_step({0: 4.0, 1: 9.0}, told, (0,), steps=(0, 1, 2, 5))
        '4 after 0, 9 after 1 step; the value after 2 cannot be drawn'
    """
    some = [k for k in values if k in places or k == max(values)]
    text = ", ".join(f"{words(values[k])} after {k}" for k in some)
    text += " step" if some[-1] == 1 else " steps"
    missing = [k for k in steps if k > some[-1]]
    return f"{text}; the value after {min(missing)} cannot be drawn" if missing else text


def _grows(one: float, other: float) -> bool:
    return other - one > JUMP * abs(one)


def told(number: float) -> str:
    """A number as it stands in a sentence, with three digits.

    For example:

        >>> told(0.58123), told(float("inf"))
        ('0.581', 'no finite number')
    """
    return short(number) if math.isfinite(number) else "no finite number"


def short(number: float, written_out: tuple[float, float] = WRITTEN_OUT) -> str:
    """A finite number in a few characters: 0.581, −3, 1234, 1.2·10⁹.

    For example:

        >>> short(-3.0), short(1234.5), short(1.2e9)
        ('−3', '1234', '1.2·10⁹')
    """
    three_digits = f"{number:.2e}"
    rounded = float(three_digits) + 0.0  # turns −0 into 0
    low, high = written_out
    if not rounded or low <= abs(rounded) < high:
        digits = f"{number:.0f}" if abs(rounded) >= 1000 else f"{rounded:g}"
    else:
        digits, _, exponent = three_digits.partition("e")
        power = "10" + str(int(exponent)).translate(SUPERSCRIPT)
        digits = digits.rstrip("0").rstrip(".")
        digits = power if digits == "1" else f"{digits}·{power}"
    return digits.replace("-", "−")
