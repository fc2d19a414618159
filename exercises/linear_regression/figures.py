"""The line, the loss and the path of the parameters, on the twelve weeks of README.md."""

import math
from statistics import fmean

from grader.checks import function
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

train = function("train_parameters_linear_regression")

TASKS = [1, 2, 4, 4, 5, 6, 6, 6, 8, 8, 9, 10]
QUESTIONS = [5, 11, 21, 22, 26, 31, 32, 31, 41, 42, 48, 52]
START = (1.0, 2.0)

# every step at first, while the path zigzags, and fewer later
STEPS = (0, 1, 2, 3, 4, 5, 6, 7, 8, 10, 13, 20, 30, 50, 80, 120, 200)
LAST = STEPS[-1]
LABELS = (2.85, 3.55)  # the gap in lines of equal loss, from left to right, where their label is
RING = {"color": GREEN, "fillstyle": "none", "markersize": 15, "markeredgewidth": 2.5}
SAME = 1e-3  # far more than float32 and float64 differ by after 200 steps, too little to see

path = {
    f"after_{steps}": train(TASKS, QUESTIONS, learning_rate=0.02, number_training_steps=steps)
    for steps in STEPS
}


def thetas(shown):
    """(theta_0, theta_1) after each number of steps that gave two numbers."""
    found = {} if shown is None else {k: series(shown[f"after_{k}"], 2) for k in STEPS}
    return {
        k: pair for k, pair in found.items() if pair and all(number == number for number in pair)
    }  # keys are numbers of steps, so any(...) says whether there is more than the start


def loss(pair):
    """The mean squared error of a line over the twelve weeks."""
    return fmean((pair[1] * x + pair[0] - y) ** 2 for x, y in zip(TASKS, QUESTIONS, strict=True))


def compared(words, ours, theirs):
    """The words for the submission, and for the solution if there is one."""
    if not theirs:
        return words(ours)
    told_of = words(ours), words(theirs)
    if told_of[0] == told_of[1]:
        return f"{told_of[0]} The same holds for the solution."
    return f"{told_of[0]} For the solution, {told_of[1]}"


def in_words(pair):
    """The equation of a line."""
    return f"questions = {told(pair[1])} · tasks + {told(pair[0])}".replace("+ −", "− ")


def line_after_training(axes, seen, expected):
    """The data and the fitted line."""
    ours, theirs = thetas(seen), thetas(expected)
    if not any(ours):
        return None
    axes.plot(TASKS, QUESTIONS, "o", color=INK, markerfacecolor="none", label="a week")
    for pair, style in ((ours.get(LAST), SUBMISSION), (theirs.get(LAST), SOLUTION)):
        if pair:
            axes.plot((0, 11), (pair[0], pair[0] + 11 * pair[1]), **style)
    axes.set(xlim=(0, 11), ylim=(0, 62), xlabel="tasks in a week", ylabel="questions in a week")
    return f"Twelve weeks as points. After {LAST} steps, " + compared(_line, ours, theirs)


def _line(path):
    if LAST not in path:
        return "there is no line that can be drawn."
    pair = path[LAST]
    return f"the line is {in_words(pair)}, with a loss of {told(loss(pair))}."


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


def path_over_the_loss(axes, seen, expected):
    """The path of both parameters over the loss, and where it departs from the solution's."""
    ours, theirs = thetas(seen), thetas(expected)
    if not any(ours):
        return None
    lowest = _contours(axes)
    axes.plot(*zip(*ours.values(), strict=True), marker="o", **SUBMISSION)
    if theirs:
        axes.plot(*zip(*theirs.values(), strict=True), **SOLUTION)
    axes.plot(*START, "s", color=INK, markersize=7, label="start")
    words = f"The parameters (theta_0, theta_1) of the submission: {_places(ours)}."
    answered = [k for k in theirs if seen[f"after_{k}"] is not None]
    apart = next((k for k in answered if not _close(ours.get(k), theirs[k])), None)
    if apart is not None:
        place = theirs[max((k for k in theirs if k < apart), default=apart)]
        since = f"at step {apart}" if apart else "from the start"
        axes.plot(*place, "o", label=f"different {since}", **RING)
        words += f" Of the solution: {_places(theirs)}. The paths differ {since}"
        words += f", after {_place(place)}." if apart else "."
    elif theirs and answered == list(theirs):
        words += " The solution takes the same path."
    axes.plot(*lowest, "+", color=INK, markersize=10, markeredgewidth=1.5, label="lowest loss")
    axes.set(xlim=(-1.5, 3.5), ylim=(0, 9), xlabel="theta_0", ylabel="theta_1")
    return words


def _contours(axes):
    """Draw lines of equal loss, exact ellipses; return the place of the lowest loss."""
    x, xx = fmean(TASKS), fmean(task**2 for task in TASKS)
    xy = fmean(a * b for a, b in zip(TASKS, QUESTIONS, strict=True))
    slope = (xy - x * fmean(QUESTIONS)) / (xx - x**2)
    lowest = (fmean(QUESTIONS) - slope * x, slope)
    deviation = math.sqrt(xx - x**2)
    width, tilt = math.sqrt(xx) / deviation, math.atan2(x, deviation)

    def at(turn, radius):
        up = math.sin(turn - tilt) / deviation
        return lowest[0] + radius * width * math.cos(turn), lowest[1] + radius * up

    for level in (1, 10, 50, 150, 350):
        radius = math.sqrt(level - loss(lowest))
        left, right = 0.0, 0.0
        if level > 1:
            left, right = (math.acos((end - lowest[0]) / radius / width) for end in LABELS)
            place = {"ha": "center", "va": "center", "fontsize": 10}
            axes.text(*at((left + right) / 2, radius), f"loss {level}", **place)
        turns = [left + (2 * math.pi + right - left) * part / 120 for part in range(121)]
        places = [at(turn, radius) for turn in turns]
        axes.plot(*zip(*places, strict=True), color=INK, alpha=0.35, linewidth=1)
    return lowest


def _close(one, other):
    """Whether two places are the same; a place that cannot be drawn equals no other."""
    return one is not None and all(
        math.isclose(a, b, rel_tol=SAME, abs_tol=SAME) for a, b in zip(one, other, strict=True)
    )


def _place(pair):
    return f"({told(pair[0])}, {told(pair[1])})"


def _places(path):
    return step_by_step(path, _place, (0, 1, 2), STEPS)


# The data are public, and points for training on them are earned only together with checks on other
# data. So it earns nothing to see where a path goes wrong.
figures = [
    figure("The line after training", line_after_training, compared=True, **path),
    figure("The loss over the steps", loss_over_the_steps, compared=True, **path),
    figure("The path of the parameters", path_over_the_loss, compared=True, **path),
]
