"""The model, its loss and the path of its parameters, on the twelve weeks of README.md."""

import math
from statistics import fmean

from grader.checks import function, tensor
from grader.figures import (
    GREEN,
    INK,
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

train = function("train_model")

TASKS = [1, 2, 4, 4, 5, 6, 6, 6, 8, 8, 9, 10]
QUESTIONS = [5, 11, 21, 22, 26, 31, 32, 31, 41, 42, 48, 52]
START = (1.0, 2.0)
ENDS = (0.0, 10.0)  # the predictions there say where a line is

# every step at first, while the path zigzags, and fewer later
STEPS = (0, 1, 2, 3, 4, 5, 6, 8, 10, 13, 20, 30, 50, 80, 120, 200)
LAST = STEPS[-1]
RING = {"color": GREEN, "fillstyle": "none", "markersize": 15, "markeredgewidth": 2.5}
SAME = 1e-3  # far more than float32 and float64 differ by after 200 steps, too little to see

path = {
    f"after_{steps}": train(TASKS, QUESTIONS, learning_rate=0.02, number_training_steps=steps).then(
        "forward", tensor([*ENDS])
    )
    for steps in STEPS
}


def thetas(shown):
    """(theta_0, theta_1) after each number of steps whose model gave two predictions."""
    found = {} if shown is None else {k: series(shown[f"after_{k}"], 2) for k in STEPS}
    return {
        k: (ends[0], (ends[1] - ends[0]) / (ENDS[1] - ENDS[0]))
        for k, ends in found.items()
        if ends and all(map(math.isfinite, ends))
    }  # keys are numbers of steps, so any(...) says whether there is more than the start


def loss(pair):
    """The mean squared error of a line over the twelve weeks."""
    return fmean((pair[0] + pair[1] * x - y) ** 2 for x, y in zip(TASKS, QUESTIONS, strict=True))


def compared(words, ours, theirs):
    """The words for the submission, and for the solution if there is one."""
    if not theirs:
        return words(ours)
    told_of = words(ours), words(theirs)
    if told_of[0] == told_of[1]:
        return f"{told_of[0]} The same holds for the solution."
    return f"{told_of[0]} For the solution, {told_of[1]}"


def predictions_after_training(axes, seen, expected):
    """The weeks, and what the model predicts before and after training."""
    ours, theirs = thetas(seen), thetas(expected)
    if not any(ours):
        return None
    axes.plot(TASKS, QUESTIONS, "o", color=INK, markerfacecolor="none", label="a week")
    axes.plot((0, 11), (1, 23), color=INK, alpha=0.5, linestyle=":", label="a new model")
    for pair, style in ((ours.get(LAST), SUBMISSION), (theirs.get(LAST), SOLUTION)):
        if pair:
            axes.plot((0, 11), (pair[0], pair[0] + 11 * pair[1]), **style)
    axes.set(xlim=(0, 11), ylim=(0, 62), xlabel="tasks in a week", ylabel="questions in a week")
    return f"Twelve weeks as points. After {LAST} steps, " + compared(_model, ours, theirs)


def _model(path):
    if LAST not in path:
        return "the model predicts nothing that can be drawn."
    pair = path[LAST]
    line = f"{told(pair[0])} + {told(pair[1])} · tasks".replace("+ −", "− ")
    return f"the model predicts {line}, with a loss of {told(loss(pair))}."


def loss_over_the_steps(axes, seen, expected):
    """The loss after each number of steps."""
    losses = {k: loss(pair) for k, pair in thetas(seen).items()}
    theirs = {k: loss(pair) for k, pair in thetas(expected).items()}
    if not any(losses):
        return None
    axes.plot(losses.keys(), losses.values(), marker="o", **SUBMISSION)
    if theirs:
        axes.plot(theirs.keys(), theirs.values(), **SOLUTION)
    heights = powers_of_ten([*losses.values(), *theirs.values()], 0.1, 1000)
    axes.set_xscale("symlog", linthresh=1)
    axes.set_yscale("log")
    axes.set(xlim=(0, LAST * 1.1), ylim=(heights[0], heights[-1]))
    axes.set(xlabel="training steps", ylabel="loss: mean squared error")
    ticks(axes.xaxis, (0, 1, 2, 5, 10, 20, 50, 100, 200))
    ticks(axes.yaxis, heights)
    words = "On the twelve weeks, " + compared(_course, losses, theirs)
    return " ".join(filter(None, (stands_out(losses, "step"), words)))


def _course(losses):
    return f"the loss is {step_by_step(losses, told, (0, 1, 5, 20), STEPS)}."


def path_across_the_valley(axes, seen, expected):
    """The path of both parameters, and the valley of the loss that it crosses."""
    ours, theirs = thetas(seen), thetas(expected)
    if not any(ours):
        return None
    lowest = _valley(axes)
    axes.plot(*zip(*ours.values(), strict=True), marker="o", **SUBMISSION)
    if theirs:
        axes.plot(*zip(*theirs.values(), strict=True), **SOLUTION)
    axes.plot(*START, "s", color=INK, markersize=7, label="start")
    words = f"The parameters (theta_0, theta_1) of the model: {_places(ours)}."
    answered = [k for k in theirs if seen[f"after_{k}"] is not None]
    apart = next((k for k in answered if not _close(ours.get(k), theirs[k])), None)
    if apart is not None:
        since = f"from step {apart} on" if apart else "from the start"
        axes.plot(*theirs[apart], "o", label=f"different {since}", **RING)
        words += f" Of the solution: {_places(theirs)}. They differ {since}."
    elif theirs and answered == list(theirs):
        words += " The solution takes the same path."
    axes.plot(*lowest, "+", color=INK, markersize=10, markeredgewidth=1.5, label="lowest loss")
    axes.set(xlim=(0, 2), ylim=(1, 8), xlabel="theta_0", ylabel="theta_1")
    return words


def _valley(axes):
    """Draw the best theta_1 for every theta_0; return the place of the lowest loss."""
    x, xx = fmean(TASKS), fmean(task**2 for task in TASKS)
    xy = fmean(a * b for a, b in zip(TASKS, QUESTIONS, strict=True))
    slope = (xy - x * fmean(QUESTIONS)) / (xx - x**2)
    ends = (-10, 10)
    style = {"color": INK, "alpha": 0.5, "linestyle": ":", "label": "best theta_1"}
    axes.plot(ends, [(xy - theta_0 * x) / xx for theta_0 in ends], **style)
    return fmean(QUESTIONS) - slope * x, slope


def _close(one, other):
    """Whether two places are the same; a place that cannot be drawn equals no other."""
    return one is not None and all(
        math.isclose(a, b, rel_tol=SAME, abs_tol=SAME) for a, b in zip(one, other, strict=True)
    )


def _places(path):
    return step_by_step(path, lambda pair: f"({told(pair[0])}, {told(pair[1])})", (0, 1, 2), STEPS)


# The data are public, and points for training on them are earned only together with checks on other
# data. So it earns nothing to see where a path goes wrong.
figures = [
    figure("The model after training", predictions_after_training, compared=True, **path),
    figure("The loss of the model over the steps", loss_over_the_steps, compared=True, **path),
    figure("The path across the valley", path_across_the_valley, compared=True, **path),
]
