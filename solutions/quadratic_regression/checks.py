"""The hidden checks: any number of points, any parameters, any data.

`generate_dataset` returns something different in every call, so statistics judge it. Together they
fail a correct dataset less than once in 50,000 gradings.
"""

from itertools import combinations
from math import copysign, sqrt
from statistics import NormalDist

from grader.checks import (
    REFERENCE,
    check,
    function,
    gradient_of,
    leaves,
    leaves_gradient,
    normal,
    number,
    numbers,
    param,
    returns,
    returns_count,
    returns_python_numbers,
    returns_tensors,
    satisfies,
    tensor,
    trending,
    within,
)

generate_dataset = function("generate_dataset")
f = function("f")
mse = function("mse")
apply_step = function("apply_step")
train = function("train")

MANY = 50  # of a hundred numbers: no fresh noise repeats so many, not even one of whole numbers
SMALL = 1e-3  # less than any noise, more than what float32 adds to numbers up to 22

# How often chance fails a right dataset at each of these checks.
RARE = 6e-6
# Level, slope and curvature are standard normal numbers; each has two ends.
MOST_CONTRAST = NormalDist().inv_cdf(1 - RARE / 6)


def evenly(x):
    return all(abs(seen - place / (len(x) - 1)) < 1e-4 for place, seen in enumerate(x))


def noise(x, y):
    """What y has on top of the parabola at x."""
    return [b - (20 * a**2 + 5 * a - 3) for a, b in zip(x, y, strict=True)]


def turned(values):
    """The same numbers along other axes, which stand at right angles to each other.

    The first three tell how much of `values` is level, slope and curvature; the rest knows nothing
    of them. Independent normal numbers stay independent and normal, with the same spread. These
    are Householder's reflections, as in a least-squares fit.
    """
    line = [2 * place / (len(values) - 1) - 1 for place in range(len(values))]
    *shapes, found = [1.0] * len(line), line, [u**2 for u in line], list(values)
    for k, shape in enumerate(shapes):
        mirror = shape[k:]
        mirror[0] += copysign(sqrt(sumprod(mirror, mirror)), mirror[0])
        for axis in (*shapes[k + 1 :], found):
            times = 2 * sumprod(mirror, axis[k:]) / sumprod(mirror, mirror)
            axis[k:] = [a - times * m for a, m in zip(axis[k:], mirror, strict=True)]
    return found[:3], found[3:]


def sumprod(one, other):
    return sum(a * b for a, b in zip(one, other, strict=True))


def runs_evenly(values):
    x, y = values
    return len(x) == len(y) == 37 and evenly(x)


def level_slope_and_curvature(values):
    return turned(noise(*values))[0]


def left_and_right(values):
    """What is left of the noise of 401 points on the left, and on the right."""
    left = noise(*values)
    if len(left) != 802:
        raise ValueError("these are other points than those asked for")
    return turned(left[:401])[1], turned(left[401:])[1]


def rest(values):
    """What is left of the noise of 4000 points."""
    left = noise(*values)
    if len(left) != 4000:
        raise ValueError("these are other points than those asked for")
    return turned(left)[1]


def again(values):
    """How many numbers of one call come again at their place in another: the most and the least."""
    pairs = combinations([y for _, y in values], 2)
    counts = [sum(abs(a - b) <= SMALL for a, b in zip(*pair, strict=True)) for pair in pairs]
    return max(counts), min(counts)


def differ(values):
    """Less than half of the numbers of one call come again in another."""
    return all(len(x) == len(y) == 100 for x, y in values) and again(values)[0] < MANY


def close():
    """What a few steps lead to, before float32 noise can gather."""
    return {"relative": 1e-5, "absolute": 1e-5}


X = tensor(numbers(7, 0.0, 1.0))
Y_TRUE = tensor(trending(7, -3.0, 22.0))
START = param([number(2.0, 4.0), number(-4.0, -2.0), number(6.0, 8.0)])

# Above and below the parabola 3x² - 3x + 7, next to which a fit begins: its losses are so small
# that a loss rounded to four decimal places is another one, and not all errors have one sign.
NEAR_CURVE = tensor([7.03, 6.49, 6.31, 6.25, 6.55, 6.97])
AT = tensor([0.0, 0.2, 0.4, 0.6, 0.8, 1.0])
NEAR = param([number(3.02, 3.06), number(-3.06, -3.02), number(7.02, 7.06)])

checks = [
    check(
        "x runs evenly from 0 to 1 for any number of points",
        generate_dataset(37),
        satisfies(runs_evenly, "37 evenly spaced numbers x from 0 to 1, and 37 numbers y"),
        returns_tensors(),
        points=1,
        hint="How many intervals are there between npts points? Where does the last one end?",
    ),
    check(
        "y follows the parabola",
        generate_dataset(401),
        within(
            -MOST_CONTRAST,
            MOST_CONTRAST,
            of=level_slope_and_curvature,
            saying="y on both sides of 20x² + 5x − 3",
        ),
        points=1,
        hint="Without the noise, y is -3 at x = 0 and 22 at x = 1.",
    ),
    check(
        "the noise spreads by one",
        generate_dataset(802),
        normal(
            mean=None,
            shape=False,
            of=left_and_right,
            called="differences from a parabola",
            saying="y with noise of standard deviation 1 everywhere",
            rate=RARE,
        ),
        points=1,
        hint="What remains of y when 20x² + 5x − 3 is subtracted? What are the mean and the "
        "standard deviation of that?",
    ),
    check(
        "the noise is normal, with a few large values",
        generate_dataset(4000),
        normal(
            deviation=None,
            of=rest,
            called="differences from a parabola",
            saying="y with noise from a normal distribution",
            rate=RARE,
        ),
        points=1,
        hint="Which distribution does the noise come from? Of 4000 standard normal numbers, about "
        "180 lie outside -2 to 2, and about two outside -3.5 to 3.5.",
    ),
    check(
        "every call draws fresh noise, for 100 points by default",
        generate_dataset(),
        satisfies(differ, "100 points with different noise in every call"),
        points=1,
        times=3,
        hint="Is the noise drawn inside the function? Is a seed set before each draw?",
    ),
    check(
        "f is right for any parameters",
        f(tensor(numbers(9, -2.0, 2.0)), START),
        returns(REFERENCE),
        points=1,
        trials=2,
        hint="params contains a, b and c, in this order. a is the coefficient of x².",
    ),
    check(
        "f lets gradients reach the parameters",
        f(tensor([number(1.5, 2.0)]), START),
        gradient_of(1, REFERENCE),
        points=1,
        trials=2,
        hint="Do the coefficients stay tensors all the way from params to the returned value?",
    ),
    check(
        "mse is right for any predictions",
        mse(tensor(numbers(8, -5.0, 5.0)), tensor(numbers(8, -5.0, 5.0))),
        returns(REFERENCE),
        points=1,
        trials=2,
        hint="The error of each point is squared, and the loss is the mean of the squares.",
    ),
    check(
        "mse lets gradients reach the predictions",
        mse(param(numbers(8, -5.0, -1.0)), tensor(numbers(8, 1.0, 5.0))),
        gradient_of(0, REFERENCE),
        points=1,
        trials=2,
        hint="Is the loss still a tensor? Is it the mean of the squared errors?",
    ),
    check(
        "every step moves the parameters in place against a fresh gradient",
        apply_step(X, Y_TRUE, START, lr=number(0.1, 0.15)),
        leaves(2, REFERENCE, **close()),
        points=1,
        times=3,
        trials=2,
        hint="When apply_step is called twice with the same params, which gradient does the second "
        "step use? How far does it go?",
    ),
    check(
        "a step returns the prediction and the loss from before it",
        apply_step(X, Y_TRUE, START, lr=number(0.1, 0.15)),
        returns(REFERENCE, **close()),
        points=1,
        trials=2,
        hint="In which order are prediction, loss and update computed? In which order do the first "
        "two come back?",
    ),
    check(
        "the loss of a step is right, and a Python number",
        apply_step(AT, NEAR_CURVE, NEAR, lr=0.1),
        returns(REFERENCE, **close()),
        returns_python_numbers(1),
        points=1,
        trials=3,
        hint="Is it the loss from before the step? What is type(loss)?",
    ),
    check(
        "two steps move the parameters, and leave no gradient behind",
        apply_step(X, Y_TRUE, START, lr=0.1),
        leaves_gradient(2, REFERENCE),
        leaves(2, REFERENCE, **close()),
        points=1,
        times=2,
        hint="What does params.grad contain after the function has returned?",
    ),
    check(
        "a step without a learning rate uses 0.001",
        apply_step(X, Y_TRUE, param([0.0, 0.0, 0.0])),
        leaves(2, REFERENCE, relative=1e-5, absolute=1e-6),
        points=1,
        hint="The default of lr is 1e-3.",
    ),
    check(
        "training returns the loss of every epoch and moves the parameters",
        train(X, Y_TRUE, START, epochs=5, lr=number(0.1, 0.15)),
        returns(REFERENCE, **close()),
        leaves(2, REFERENCE, **close()),
        points=1,
        trials=2,
        hint="What do two epochs by hand give? Which lr do they use, and what do the history and "
        "params contain afterwards?",
    ),
    check(
        "every epoch adds a Python number, however small the step",
        train(AT, NEAR_CURVE, NEAR, epochs=100, lr=0.0),
        returns(REFERENCE, **close()),
        returns_python_numbers(),
        points=1,
        trials=3,
        hint="How many numbers does the history contain? Is each the loss of its epoch? What is "
        "type(history[0])?",
        guessable=True,
    ),
    check(
        "a second training goes on from there, with a new history",
        train(X, Y_TRUE, START, epochs=3, lr=0.1),
        returns(REFERENCE, **close()),
        leaves(2, REFERENCE, **close()),
        points=1,
        times=2,
        hint="Besides params, what does train keep from one call to the next?",
    ),
    check(
        "training with the default values makes 15,000 epochs",
        train(tensor(trending(12, 0.0, 1.0)), tensor(trending(12, -3.0, 22.0)), START),
        returns_count(15000),
        leaves(2, REFERENCE, relative=2e-4, absolute=2e-3),
        points=1,
        hint="By default, training makes 15,000 epochs with learning rate 0.001.",
    ),
]
