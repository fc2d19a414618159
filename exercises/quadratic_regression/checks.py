"""The shown checks: the worked example of README.md in numbers, and what noise looks like."""

from statistics import fmean, pstdev

from grader.checks import (
    check,
    function,
    gradient_of,
    leaves,
    leaves_gradient,
    param,
    returns,
    returns_python_numbers,
    returns_tensors,
    satisfies,
    tensor,
)

generate_dataset = function("generate_dataset")
f = function("f")
mse = function("mse")
apply_step = function("apply_step")
train = function("train")

X = tensor([1.0, 2.0])
Y_TRUE = tensor([6.0, 10.0])
START = param([3.0, -2.0, 4.0])
QUARTERS = (0.0, 0.25, 0.5, 0.75, 1.0)


def quarters(values):
    x, y = values
    near = [abs(seen - place) < 1e-4 for seen, place in zip(x, QUARTERS, strict=True)]
    return all(near) and len(y) == len(QUARTERS) and all(isinstance(one, float) for one in y)


def scatters(values):
    """Noise with mean 0, standard deviation 1 on both sides, and a few large values; and not twice.

    Right noise fails less than once in 100,000 times; DESIGN.md derives it.
    """
    noises = [[b - (20 * a**2 + 5 * a - 3) for a, b in zip(x, y, strict=True)] for x, y in values]
    for noise in noises:
        left, right = noise[:400], noise[400:]
        if abs(fmean(noise)) > 0.18 or max(map(abs, noise)) < 2.2 * pstdev(noise):
            return False
        if not all(0.8 < pstdev(half) < 1.2 for half in (left, right)):
            return False
    same = sum(abs(a - b) < 1e-3 for a, b in zip(*noises, strict=True))
    return len(noises[0]) == 800 and same < 400


checks = [
    check(
        "five points run from 0 to 1 in steps of a quarter",
        generate_dataset(5),
        satisfies(quarters, "x = [0, 0.25, 0.5, 0.75, 1] and five numbers y"),
        returns_tensors(),
        points=0.5,
        guessable=True,
        hint="Both ends are included: the first x is 0, the last is 1.",
    ),
    check(
        "two datasets scatter around the parabola, each with noise of its own",
        generate_dataset(800),
        satisfies(scatters, "y with fresh standard normal noise around 20x² + 5x − 3"),
        points=0.5,
        times=2,
        hint="What remains of y when 20x² + 5x − 3 is subtracted? How large is it at the left "
        "and at the right, and what is it in the next call?",
    ),
    check(
        "f agrees with the worked example",
        f(X, START),
        returns([5.0, 12.0]),
        points=0.5,
        hint="At x = 2 the value is 3 · 4 - 2 · 2 + 4.",
    ),
    check(
        "f lets gradients through in the worked example",
        f(X, START),
        gradient_of(1, [14.0, 8.0, 5.0], weights=[2.0, 3.0]),
        points=0.5,
        hint="2 · f(1) + 3 · f(2) is 14a + 8b + 5c. Do a, b and c stay tensors all the way to the "
        "returned value?",
    ),
    check(
        "mse agrees with the worked example",
        mse(tensor([5.0, 12.0]), Y_TRUE),
        returns(2.5),
        points=0.5,
        hint="The errors are -1 and 2. What is the mean of their squares?",
    ),
    check(
        "mse is right for three points, and lets gradients through",
        mse(param([4.0, 5.0, 8.0]), tensor([7.0, 8.0, 5.0])),
        returns(9.0),
        gradient_of(0, [-2.0, -2.0, 2.0]),
        points=0.5,
        hint="The errors are -3, -3 and 3. What is the mean of their squares, and is it still a "
        "tensor?",
    ),
    check(
        "one step agrees with the worked example",
        apply_step(X, Y_TRUE, START, lr=0.02),
        returns(([5.0, 12.0], 2.5)),
        leaves(2, [2.86, -2.06, 3.98]),
        points=1,
        hint="The gradient is (7, 3, 1). Where does a step with lr = 0.02 lead from (3, -2, 4)? "
        "The prediction and the loss are those from before the step.",
    ),
    check(
        "one step leaves no gradient behind, and its loss is a Python number",
        apply_step(X, Y_TRUE, START, lr=0.02),
        leaves_gradient(2, [0.0, 0.0, 0.0]),
        returns_python_numbers(1),
        points=1,
        guessable=True,
        hint="What does params.grad contain after the step? What is type(loss)?",
    ),
    check(
        "two epochs agree with the worked example",
        train(X, Y_TRUE, START, epochs=2, lr=0.02),
        returns([2.5, 1.5892]),
        leaves(2, [2.7804, -2.0876, 3.9784]),
        points=0.5,
        hint="The first step leads to (2.86, -2.06, 3.98). The second step starts there.",
    ),
    check(
        "two trainings without a step return new lists of Python numbers",
        train(X, Y_TRUE, START, epochs=3, lr=0.0),
        returns([2.5, 2.5, 2.5]),
        returns_python_numbers(),
        points=0.5,
        times=2,
        guessable=True,
        hint="With lr = 0 nothing moves, and the loss of each epoch is that of the first. How many "
        "numbers does the second call return? What is type(history[0])?",
    ),
]
