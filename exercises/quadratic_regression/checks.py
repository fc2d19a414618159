"""The shown checks: the worked example of README.md in numbers."""

from grader.checks import (
    check,
    function,
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


checks = [
    check(
        "five points run from 0 to 1 in steps of a quarter",
        generate_dataset(5),
        satisfies(quarters, "x = [0, 0.25, 0.5, 0.75, 1] and five numbers y"),
        returns_tensors(),
        points=1,
        guessable=True,
        hint="Both ends are included: the first x is 0, the last is 1.",
    ),
    check(
        "f agrees with the worked example",
        f(X, START),
        returns([5.0, 12.0]),
        points=1,
        hint="At x = 2 the value is 3 · 4 - 2 · 2 + 4.",
    ),
    check(
        "mse agrees with the worked example",
        mse(tensor([5.0, 12.0]), Y_TRUE),
        returns(2.5),
        points=1,
        hint="The errors are -1 and 2. What is the mean of their squares?",
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
        points=1,
        hint="The first step leads to (2.86, -2.06, 3.98). The second step starts there.",
    ),
]
