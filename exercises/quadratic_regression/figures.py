"""The measurements, the parabola before and after training, and the loss, in pictures."""

import math
import random
from statistics import fmean

from grader.checks import function, param, tensor
from grader.figures import (
    GREEN,
    INK,
    SOLUTION,
    SUBMISSION,
    after,
    drawable,
    figure,
    powers_of_ten,
    series,
    stands_out,
    thinned,
    ticks,
    told,
)

generate_dataset = function("generate_dataset")
train = function("train")

TRUTH = (20.0, 5.0, -3.0)
CURVE = [place / 50 for place in range(51)]

# fixed measurements, the same for everybody, so that trainings can be compared
POINTS = 40
NOISE = random.Random(20)  # noqa: S311  (it has to give the same numbers every time)
X = [place / (POINTS - 1) for place in range(POINTS)]
Y = [round(20 * x**2 + 5 * x - 3 + NOISE.gauss(0, 1), 3) for x in X]
START = (0.0, 0.0, 0.0)
EPOCHS = 1000  # a tenth of a second; the larger rate makes up for the smaller number of epochs
RATE = 0.3
SAME = 1e-3  # far more than float32 and float64 differ by

training = train(tensor(X), tensor(Y), param(START), epochs=EPOCHS, lr=RATE)


def parabola(params, places=CURVE):
    """a·x² + b·x + c at each of the places."""
    a, b, c = params
    return [a * x**2 + b * x + c for x in places]


def scatter(x, y, params):
    """Root mean squared distance of the points from a parabola."""
    pairs = zip(y, parabola(params, x), strict=True)
    return math.sqrt(fmean((one - other) ** 2 for one, other in pairs))


def dataset(axes, seen, expected):
    """The points of generate_dataset(), and the parabola behind them."""
    x, y = _columns(seen["data"])
    points = [pair for pair in zip(x, y, strict=False) if math.isfinite(sum(pair))]
    if not points:
        return None
    shown = [points[place] for place in thinned(len(points))]
    axes.plot(*zip(*shown, strict=True), "o", markersize=4, color=SUBMISSION["color"],
              label="this submission")  # fmt: skip
    axes.plot(CURVE, parabola(TRUTH), "--", color=INK, label="20x² + 5x − 3")
    _window(axes, shown)
    axes.set(xlabel="x in seconds", ylabel="y in metres")
    words = f"{len(points)} point" + ("s" if len(points) > 1 else "")
    if len(x) != len(y):
        words = f"x has {len(x)} and y has {len(y)} values, which make {words}"
    elif len(points) < len(x):
        words = f"{words} of {len(x)} (the others cannot be drawn)"
    x, y = zip(*points, strict=True)
    return (
        f"{words} with x from {told(min(x))} to {told(max(x))} and y from {told(min(y))} to "
        f"{told(max(y))}. Their root mean squared distance from the parabola 20x² + 5x − 3 "
        f"(dashed) is {told(scatter(x, y, TRUTH))} m."
    )


def _columns(data):
    """Both columns as flat lists, empty if the data are something else."""
    if not isinstance(data, list) or len(data) != 2:
        return [], []
    return tuple(series(one) or [] for one in data)


def _window(axes, points):
    """Set limits that show the whole parabola and all points."""
    x, y = zip(*points, strict=True)
    axes.set_xlim(min(-0.05, *x), max(1.05, *x))
    axes.set_ylim(min(-7, *y) - 1, max(24, *y) + 1)


def before_and_after(axes, seen, expected):
    """The measurements, and the parabola before and after training."""
    params = series(seen["params"], 3)
    if params is None:
        return None
    axes.plot(X, Y, "o", color=INK, markerfacecolor="none", markersize=4, label="measured")
    axes.plot(CURVE, parabola(TRUTH), "--", color=INK, linewidth=1.2, label="20x² + 5x − 3")
    axes.plot(CURVE, parabola(START), ":", color=GREEN, linewidth=2.5, label="before training")
    finite = all(map(math.isfinite, params))
    if finite:
        axes.plot(CURVE, parabola(params), **{**SUBMISSION, "label": "after training"})
    axes.set(xlim=(-0.02, 1.02), ylim=(-6, 26), xlabel="x in seconds", ylabel="y in metres")
    words = f"{POINTS} measurements around 20x² + 5x − 3. Before training the parabola is 0 "
    words += "everywhere, and its root mean squared distance from the measurements is "
    words += f"{told(scatter(X, Y, START))} m. After {EPOCHS} epochs with learning rate {RATE}, "
    if not finite:
        return words + "there are no parameters that can be drawn."
    words += f"the parameters (a, b, c) are ({', '.join(map(told, params))}), and "
    words += f"the distance is {told(scatter(X, Y, params))} m."
    if all(map(math.isclose, params, START)):
        return f"Before and after training, the parabola is the same. {words}"
    return words


def loss_over_the_epochs(axes, seen, expected):
    """The history that train returns, from the first epoch to the last."""
    history = _history(seen["history"])
    solution = _history(expected["history"]) if expected else []
    ours, theirs = _losses(history), _losses(solution)
    if not ours:
        return None
    marker = "o" if len(ours) == 1 else None
    axes.plot(ours.keys(), ours.values(), marker=marker, **SUBMISSION)
    if theirs:
        axes.plot(theirs.keys(), theirs.values(), **SOLUTION)
    heights = powers_of_ten([*ours.values(), *theirs.values()], 0.1, 100)
    last = max(EPOCHS, *ours)
    axes.set_xscale("log")
    axes.set_yscale("log")
    axes.set(xlim=(0.9, last * 1.1), ylim=(heights[0], heights[-1]))
    axes.set(xlabel="epoch", ylabel="loss: mean squared error")
    ticks(axes.xaxis, powers_of_ten([last], 1, EPOCHS))
    ticks(axes.yaxis, heights)
    course = _course(history)
    words = f"The losses in the history are {course}."
    if len(history) == 1:
        words = f"The history contains one loss, {told(history[0])}."
    every = dict(enumerate(history, start=1))
    words = " ".join(filter(None, (stands_out(every, "epoch"), words)))
    if not theirs:
        return words
    if _course(solution) == course:
        return f"{words} The same holds for the solution."
    words += f" Those of the solution are {_course(solution)}."
    apart = _apart(history, solution)
    return f"{words} They differ from epoch {apart} on." if apart else words


def _apart(ours, theirs):
    """The first epoch with another loss than the solution's, or None."""
    pairs = enumerate(zip(ours, theirs, strict=False), start=1)
    return next((epoch for epoch, (a, b) in pairs if not math.isclose(a, b, rel_tol=SAME)), None)


def _history(shown):
    """All losses, with NaN for those that are too large."""
    losses = series(shown)
    if losses is None:
        one = drawable(shown)
        losses = [] if one is None else [one]
    return losses


def _losses(history):
    """The losses that can be drawn, by epoch from 1 on; a long history is thinned out."""
    return {place + 1: history[place] for place in _places(len(history)) if history[place] > 0}


def _places(count):
    """All early epochs, which take up most of a logarithmic axis, and some of the others."""
    early = range(min(count, 100))
    return sorted({*early, *thinned(count)})


def _course(history):
    losses = {place + 1: loss for place, loss in enumerate(history) if math.isfinite(loss)}
    last = max(losses)
    some = [epoch for epoch in losses if epoch in (1, 10, 100, last)]
    words = ", ".join(f"{told(losses[epoch])} in epoch {epoch}" for epoch in some)
    if last < len(history):
        words += "; later losses cannot be drawn"
    if len(losses) < last:
        words += "; some earlier losses cannot be drawn"
    if min(losses.values()) <= 0:
        words += "; losses of 0 or below cannot be drawn on a logarithmic axis"
    return words


# The data above are in no check, and the formula is in README.md.
figures = [
    figure("The data set", dataset, data=generate_dataset()),
    figure("Before and after training", before_and_after, params=after(training, argument=2)),
    figure("The loss over the epochs", loss_over_the_epochs, compared=True, history=training),
]
