"""The probability curve, the loss and the parameters, on the twelve nights of README.md."""

import math
from statistics import fmean

from grader.checks import function, int_tensor, tensor
from grader.figures import (
    GREEN,
    INK,
    PURPLE,
    SOLUTION,
    SUBMISSION,
    figure,
    powers_of_ten,
    series,
    stands_out,
    step_by_step,
    ticks,
    told,
)

train = function("train")

X = [-4.0, -3.0, -2.0, -1.0, 0.0, 0.0, 1.0, 2.0, 2.0, 3.0, 4.0, 6.0]
LABELS = [0, 0, 0, 0, 0, 1, 0, 0, 1, 1, 1, 1]
START = (0.0, 1.0)
RATE = 0.5
CURVE = [place / 10 for place in range(-60, 81)]
STEPS = (0, 1, 2, 3, 5, 8, 13, 20, 30, 50, 80, 120, 200)
LAST = STEPS[-1]
LEAST = 0.3  # no curve has a loss below 0.3525 on these nights
SAME = 1e-3  # far more than float32 and float64 differ by after 200 steps, too little to see

path = {f"after_{steps}": train(tensor(X), int_tensor(LABELS), RATE, steps) for steps in STEPS}


def parameters(shown):
    """(w, b) after each number of steps that gave two numbers."""
    found = {} if shown is None else {k: series(shown[f"after_{k}"], 2) for k in STEPS}
    return {k: pair for k, pair in found.items() if pair and all(map(math.isfinite, pair))}


def probability(pair, x):
    """The probability of class 1."""
    logit = pair[0] * x + pair[1]
    small = math.exp(-abs(logit))
    return 1 / (1 + small) if logit > 0 else small / (1 + small)


def loss(pair):
    """The mean binary cross-entropy over the twelve nights."""
    logits = [pair[0] * x + pair[1] for x in X]
    return fmean(
        max(z, 0) - z * y + math.log1p(math.exp(-abs(z)))
        for z, y in zip(logits, LABELS, strict=True)
    )


def right(pair):
    """How many of the twelve nights are predicted right."""
    return sum((probability(pair, x) > 0.5) == y for x, y in zip(X, LABELS, strict=True))


def boundary(pair):
    """Where the probability is one half, or None if it is that nowhere."""
    return -pair[1] / pair[0] if pair[0] else None


def compared(words, ours, theirs):
    """The words for the submission, and for the solution if there is one."""
    if not theirs:
        return words(ours)
    if words(ours) == words(theirs):
        return f"{words(ours)} The same holds for the solution."
    return f"{words(ours)} For the solution, {words(theirs)}"


def curve_after_training(axes, seen, expected):
    """The nights, the probability of class 1 at each temperature, and the boundary."""
    ours, theirs = parameters(seen), parameters(expected)
    if not any(ours):
        return None
    _nights(axes)
    axes.axhline(0.5, color=INK, alpha=0.35, linewidth=1)
    for path, style, marker in ((ours, SUBMISSION, "D"), (theirs, SOLUTION, "s")):
        if LAST in path:
            axes.plot(CURVE, [probability(path[LAST], x) for x in CURVE], **style)
            place = boundary(path[LAST])
            if place is not None and CURVE[0] <= place <= CURVE[-1]:
                axes.plot(place, 0.5, marker, color=style["color"], markersize=8)
    axes.set(xlim=(CURVE[0], CURVE[-1]), ylim=(-0.08, 1.08))
    axes.set(xlabel="lowest temperature in °C", ylabel="probability of class 1")
    ticks(axes.yaxis, (0, 0.25, 0.5, 0.75, 1))
    words = f"Twelve nights as points, alive at 1 and not at 0. After {LAST} steps, "
    return words + compared(_curve, ours, theirs)


def _nights(axes):
    """The nights of each class; two of the same class and temperature would hide each other."""
    for label, marker, words in ((1, "o", "alive"), (0, "x", "not alive")):
        places = [x for x, y in zip(X, LABELS, strict=True) if y == label]
        style = {"color": INK, "markerfacecolor": "none", "linestyle": "none", "markersize": 7}
        axes.plot(places, [label] * len(places), marker, label=words, **style)


def _curve(path):
    if LAST not in path:
        return "there is no curve that can be drawn."
    place = boundary(path[LAST])
    where = "nowhere" if place is None else f"at {told(place)} °C"
    fits = f"{right(path[LAST])} of {len(X)} nights are predicted right"
    return f"the probability is one half {where}, {fits}, and the loss is {told(loss(path[LAST]))}."


def loss_over_the_steps(axes, seen, expected):
    """The loss after each number of steps."""
    losses = {k: loss(pair) for k, pair in parameters(seen).items()}
    theirs = {k: loss(pair) for k, pair in parameters(expected).items()}
    if not any(losses):
        return None
    axes.plot(losses.keys(), losses.values(), marker="o", **SUBMISSION)
    if theirs:
        axes.plot(theirs.keys(), theirs.values(), **SOLUTION)
    heights = powers_of_ten([*losses.values(), *theirs.values()], 1, 1)
    _steps(axes)
    axes.set_yscale("log")
    axes.set(ylim=(LEAST, heights[-1]), ylabel="loss: binary cross-entropy")
    ticks(axes.yaxis, (0.35, *heights[1:]) if heights[-1] > 1 else (0.35, 0.5, 0.7, 1))
    words = "On the twelve nights, " + compared(_course, losses, theirs)
    return " ".join(filter(None, (stands_out(losses, "step"), words)))


def _steps(axes):
    """The axis of the steps, with room for the first ones."""
    axes.set_xscale("symlog", linthresh=1)
    axes.set(xlim=(0, LAST * 1.4), xlabel="training steps")
    ticks(axes.xaxis, (0, 1, 2, 5, 10, 20, 50, 100, 200))


def _course(losses):
    return f"the loss is {step_by_step(losses, told, (0, 1, 5, 20), STEPS)}."


def parameters_over_the_steps(axes, seen, expected):
    """Both parameters after each number of steps, and where they leave the solution's path."""
    ours, theirs = parameters(seen), parameters(expected)
    if not any(ours):
        return None
    for place, (name, color, marker) in enumerate((("w", GREEN, "o"), ("b", PURPLE, "s"))):
        line = {"color": color, "linewidth": 2.0, "marker": marker}
        line["label"] = f"{name}, this submission"
        axes.plot(ours.keys(), [pair[place] for pair in ours.values()], **line)
        if theirs:
            dashed = {**SOLUTION, "label": SOLUTION["label"] if name == "b" else None}
            axes.plot(theirs.keys(), [pair[place] for pair in theirs.values()], **dashed)
        last = (theirs or ours)[max(theirs or ours)][place]
        axes.text(LAST * 1.15, last, name, va="center", clip_on=True)
    _steps(axes)
    axes.set(ylim=(-3, 3), ylabel="value of the parameter")
    words = f"The parameters (w, b) of the submission: {_places(ours)}."
    answered = [k for k in theirs if seen[f"after_{k}"] is not None]
    apart = next((k for k in answered if not _close(ours.get(k), theirs[k])), None)
    if apart is not None:
        since = f"from step {apart} on" if apart else "from the start"
        return f"{words} Of the solution: {_places(theirs)}. They differ {since}."
    if theirs and answered == list(theirs):
        words += " The solution takes the same path."
    return words


def _close(one, other):
    """Whether two places are the same; a place that cannot be drawn equals no other."""
    return one is not None and all(
        math.isclose(a, b, rel_tol=SAME, abs_tol=SAME) for a, b in zip(one, other, strict=True)
    )


def _places(path):
    return step_by_step(path, lambda pair: f"({told(pair[0])}, {told(pair[1])})", (0, 1, 5), STEPS)


# The data are public, and no check trains on them: seeing where a path goes wrong earns nothing.
figures = [
    figure("The curve after training", curve_after_training, compared=True, **path),
    figure("The cross-entropy over the steps", loss_over_the_steps, compared=True, **path),
    figure("The parameters over the steps", parameters_over_the_steps, compared=True, **path),
]
