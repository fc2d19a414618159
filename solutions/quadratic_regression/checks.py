"""The hidden checks: any number of points, any parameters, any data.

`generate_dataset` returns something different in every call, so statistics judge it. DESIGN.md
derives how rarely they fail a correct dataset: together less than once in 50,000 gradings.
"""

from itertools import combinations
from math import sqrt
from statistics import NormalDist

from grader.checks import (
    REFERENCE,
    check,
    function,
    gradient_of,
    leaves,
    leaves_gradient,
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
)

generate_dataset = function("generate_dataset")
f = function("f")
mse = function("mse")
apply_step = function("apply_step")
train = function("train")

MANY = 50  # of a hundred numbers: no fresh noise repeats so many, not even one of whole numbers
SMALL = 1e-3  # less than any noise, more than what float32 adds to numbers up to 22

# How often a bound fails a right dataset, on each of its sides.
RARE = 1e-6
# Each contrast below is a standard normal number: its quantile of 1 - 1e-6 is 4.753.
MOST_CONTRAST = NormalDist().inv_cdf(1 - RARE)
# The squares of what the contrasts leave over of the noise of 401 points add up to a chi-square
# number with 401 - 3 = 398 degrees of freedom: its quantiles of 1e-6 and 1 - 1e-6.
LEAST_SQUARES, MOST_SQUARES = 277.97, 546.78
# The largest noise of 4000 points, in spreads: normal noise stays below 2.6 less than once in 10^10
# datasets. Uniform noise reaches 1.73 and hardly more, the sum of two uniform numbers 2.45.
LEAST_OUTLIER = 2.6
# Of 4000 normal numbers about two lie beyond 3.5 spreads, and 16 or more less than once in a
# million datasets. Of Laplace's distribution, which has longer tails, some 28 do.
FAR, MOST_FAR = 3.5, 15


def evenly(x):
    return all(abs(seen - place / (len(x) - 1)) < 1e-4 for place, seen in enumerate(x))


def noise(x, y):
    """What y has on top of the parabola at x."""
    return [b - (20 * a**2 + 5 * a - 3) for a, b in zip(x, y, strict=True)]


def contrasts(values):
    """How much of `values` is level, slope and curvature, and what is left over.

    The first three are products with polynomials of degree 0, 1 and 2 at even places, which have
    length 1 and stand at right angles to each other.
    """
    n = len(values)
    line = [2 * place / (n - 1) - 1 for place in range(n)]
    middle = sum(u**2 for u in line) / n
    found, left = [], list(values)
    for shape in ([1.0] * n, line, [u**2 - middle for u in line]):
        length = sqrt(sum(u**2 for u in shape))
        found.append(sum(u * value for u, value in zip(shape, values, strict=True)) / length)
        left = [value - found[-1] * u / length for u, value in zip(shape, left, strict=True)]
    return found, left


def squares(values):
    return sum(value**2 for value in values)


def runs_evenly(values):
    x, y = values
    return len(x) == len(y) == 37 and evenly(x)


def follows_the_curve(values):
    found, _ = contrasts(noise(*values))
    return all(abs(one) < MOST_CONTRAST for one in found)


def halves(x, y):
    """What the contrasts leave over of the noise of 401 points on the left, and on the right."""
    rest = noise(x, y)
    middle = len(rest) // 2
    return [contrasts(half)[1] for half in (rest[:middle], rest[middle:])]


def spreads_by_one(values):
    return all(LEAST_SQUARES < squares(left) < MOST_SQUARES for left in halves(*values))


def has_outliers(values):
    _, left = contrasts(noise(*values))
    spread = sqrt(squares(left) / len(left))
    far = sum(abs(one) > FAR * spread for one in left)
    return spread > SMALL and max(map(abs, left)) > LEAST_OUTLIER * spread and far <= MOST_FAR


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
        satisfies(follows_the_curve, "y on both sides of 20x² + 5x − 3"),
        points=1,
        hint="Without the noise, y is -3 at x = 0 and 22 at x = 1.",
    ),
    check(
        "the noise spreads by one",
        generate_dataset(802),
        satisfies(spreads_by_one, "y with noise of standard deviation 1 everywhere"),
        points=1,
        hint="What remains of y when 20x² + 5x − 3 is subtracted? What are the mean and the "
        "standard deviation of that?",
    ),
    check(
        "the noise is normal, with a few large values",
        generate_dataset(4000),
        satisfies(has_outliers, "y with noise from a normal distribution"),
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
