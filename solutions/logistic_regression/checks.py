"""The hidden checks: any data, any number of points, any parameters.

Where a step leads depends on all data, so the points of training are drawn around fixed places, on
both sides of a boundary and some on the wrong one. Where labels are drawn, all logits of a loss are
on one side of 0: then the losses of the two classes differ, and so do their means.
"""

from grader.checks import (
    REFERENCE,
    check,
    function,
    gradient_of,
    int_tensor,
    labels,
    number,
    numbers,
    param,
    returns,
    returns_python_numbers,
    tensor,
    unchanged,
)

predict = function("predict")
binary_cross_entropy = function("binary_cross_entropy")
accuracy = function("accuracy")
train = function("train")

SLOPE = param(number(1.0, 3.0))
OFFSET = param(number(-3.0, -1.0))

# a point of each class lies on the side of the other
X = tensor(
    [
        number(-4.0, -3.0),
        number(-2.5, -1.5),
        number(0.5, 1.5),
        number(-1.0, -0.2),
        number(2.0, 3.0),
        number(3.5, 5.0),
        number(1.0, 2.0),
    ]
)
LABELS = int_tensor([0, 0, 0, 1, 1, 1, 1])

# an odd number of them is so close to 0 that a threshold of 0.5 takes them for the other class
CLOSE_TO_0 = tensor(
    [
        number(0.05, 0.45),
        number(-0.45, -0.05),
        number(0.6, 0.9),
        number(0.05, 0.45),
        number(-3.0, -1.0),
        number(0.05, 0.45),
        number(-3.0, -1.0),
        number(0.6, 0.9),
        number(-3.0, -1.0),
    ]
)

# right for five of the nine, and for another number with any other threshold or denominator
OF_CLOSE = int_tensor([1, 1, 1, 0, 0, 0, 1, 1, 0])

# so far from 0 that another threshold changes nothing: whether it is noticed is not left to chance
LARGE, SMALL = number(1.6, 4.0), number(-4.0, -1.6)

FAR_FROM_0 = param(
    [
        number(90.0, 100.0),
        number(-100.0, -90.0),
        number(90.0, 100.0),
        number(-100.0, -90.0),
        number(20.0, 40.0),
        number(-40.0, -20.0),
        number(-1.0, 1.0),
    ]
)


def close():
    """What a few steps lead to, before float32 noise can gather."""
    return {"relative": 1e-5, "absolute": 1e-5}


checks = [
    check(
        "predict is right for any points and parameters",
        predict(tensor(numbers(9, -5.0, 5.0)), SLOPE, OFFSET),
        returns(REFERENCE),
        points=1,
        trials=2,
        hint="A logit is w times x plus b, for any number of points.",
    ),
    check(
        "predict lets gradients reach both parameters",
        predict(tensor(numbers(4, 1.0, 5.0)), SLOPE, OFFSET),
        gradient_of(1, REFERENCE, weights=[1.0, 2.0, 3.0, 4.0]),
        gradient_of(2, REFERENCE, weights=[1.0, 2.0, 3.0, 4.0]),
        points=1,
        hint="Do w and b stay tensors all the way to the returned value?",
    ),
    check(
        "the loss is right for any logits and labels",
        binary_cross_entropy(tensor(numbers(9, 1.0, 4.0)), labels(9, 2)),
        returns(REFERENCE),
        points=2,
        trials=3,
        hint="What is the loss by hand, for one point of each class?",
    ),
    check(
        "the loss is right for any number of points",
        binary_cross_entropy(tensor(numbers(31, -4.0, -1.0)), labels(31, 2)),
        returns(REFERENCE),
        points=1,
        trials=3,
        hint="What is the sum divided by? Does that change with the number of points?",
    ),
    check(
        "the loss lets gradients reach every logit",
        binary_cross_entropy(param(numbers(9, -4.0, 4.0)), labels(9, 2)),
        gradient_of(0, REFERENCE, absolute=1e-5),
        points=1,
        trials=2,
        hint="Does the loss stay a tensor all the way from the logits, without float(), .item() or "
        ".detach()?",
    ),
    check(
        "the loss and its gradient stay finite far from 0",
        binary_cross_entropy(FAR_FROM_0, int_tensor([0, 1, 1, 0, 0, 1, 1])),
        returns(REFERENCE),
        gradient_of(0, REFERENCE, absolute=1e-5),
        points=1,
        trials=2,
        hint="Where does a probability become exactly 0 or 1, and what is its logarithm then?",
    ),
    check(
        "the loss leaves logits and labels as they are",
        binary_cross_entropy(param(numbers(5, 1.0, 4.0)), labels(5, 2)),
        returns(REFERENCE),
        gradient_of(0, REFERENCE, absolute=1e-5),
        unchanged(0),
        unchanged(1),
        points=1,
        times=2,
        hint="Does the function change a tensor in place? The caller still needs it.",
    ),
    check(
        "accuracy is right for logits close to 0",
        accuracy(CLOSE_TO_0, OF_CLOSE),
        returns(REFERENCE, **close()),
        points=1,
        trials=2,
        hint="Logits have their threshold at 0; probabilities have it at 0.5.",
    ),
    check(
        "accuracy is right for any logits and labels",
        accuracy(tensor([LARGE, *[SMALL, LARGE] * 16]), labels(33, 2)),
        returns(REFERENCE, **close()),
        returns_python_numbers(),
        points=1,
        trials=3,
        hint="How many of the points are right, divided by the number of points? What is the type "
        "of the result?",
    ),
    check(
        "one step moves both parameters against the gradient",
        train(X, LABELS, learning_rate=0.3, number_training_steps=1),
        returns(REFERENCE, **close()),
        points=1,
        trials=4,
        hint="A step subtracts the learning rate times the gradient, from both parameters at once.",
    ),
    check(
        "every step starts from fresh gradients",
        train(X, LABELS, learning_rate=0.3, number_training_steps=3),
        returns(REFERENCE, **close()),
        points=2,
        trials=2,
        hint="What does backward() do to a .grad that is already there?",
    ),
    check(
        "the learning rate scales every step",
        train(X, LABELS, learning_rate=number(0.4, 0.6), number_training_steps=2),
        returns(REFERENCE, **close()),
        points=1,
        trials=2,
        hint="Where does the update use learning_rate?",
    ),
    check(
        "training is right for any points and labels",
        train(tensor(numbers(11, 1.0, 5.0)), labels(11, 2), 0.1, 5),
        returns(REFERENCE, **close()),
        points=1,
        trials=2,
        hint="Which points, which labels and how many steps does the training use?",
    ),
    check(
        "training starts afresh at every call, and leaves the data as they are",
        train(X, LABELS, learning_rate=0.3, number_training_steps=4),
        returns(REFERENCE, **close()),
        unchanged(0),
        unchanged(1),
        points=1,
        trials=4,
        times=2,
        hint="Where are w and b created: in every call, or once? Are x and labels changed in "
        "place?",
    ),
    check(
        "120 small steps follow gradient descent",
        train(X, LABELS, learning_rate=number(0.07, 0.09), number_training_steps=120),
        returns(REFERENCE, **close()),
        points=1,
        trials=3,
        hint="How many steps are made, and is each as long as the first?",
    ),
]
