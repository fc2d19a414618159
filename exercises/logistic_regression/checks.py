"""The shown checks: the worked examples of README.md in numbers."""

from grader.checks import (
    check,
    function,
    gradient_of,
    int_tensor,
    param,
    returns,
    returns_python_numbers,
    tensor,
)

predict = function("predict")
binary_cross_entropy = function("binary_cross_entropy")
accuracy = function("accuracy")
train = function("train")

X = tensor([-2.0, 1.0, 3.0])
LABELS = int_tensor([0, 0, 1])
LOGITS = tensor([-4.0, 0.5, 3.5])
FOUR_X = tensor([-4.0, -1.0, 1.0, 2.0])
FOUR_LABELS = int_tensor([0, 1, 0, 1])

checks = [
    check(
        "predict agrees with the worked example",
        predict(X, param(1.5), param(-1.0)),
        returns([-4.0, 0.5, 3.5]),
        points=0.5,
        hint="At x = -2 the logit is 1.5 · (-2) - 1. It is not a probability yet.",
    ),
    check(
        "predict lets gradients through in the worked example",
        predict(X, param(1.5), param(-1.0)),
        gradient_of(1, 12.0, weights=[1.0, 2.0, 4.0]),
        gradient_of(2, 7.0, weights=[1.0, 2.0, 4.0]),
        points=0.5,
        hint="The first logit, twice the second and four times the third add up to 12w + 7b. Do w "
        "and b stay tensors all the way to the returned value?",
    ),
    check(
        "the loss agrees with the worked example",
        binary_cross_entropy(LOGITS, LABELS),
        returns(0.340659),
        points=0.5,
        hint="The losses are 0.0181, 0.9741 and 0.0298. What is their mean?",
    ),
    check(
        "the loss of four logits is right, and lets gradients through",
        binary_cross_entropy(param([-1.0, 2.0, 1.0, -2.0]), int_tensor([1, 1, 0, 0])),
        returns(0.720095),
        gradient_of(0, [-0.1827646, -0.0298007, 0.1827646, 0.0298007], absolute=1e-5),
        points=1,
        hint="The losses are 1.3133, 0.1269, 1.3133 and 0.1269. The gradient for each logit is "
        "(probability - label) / 4.",
    ),
    check(
        "the loss is right for logits far from 0",
        binary_cross_entropy(param([100.0, -60.0, 40.0]), int_tensor([0, 1, 0])),
        returns(66.666667),
        gradient_of(0, [0.3333333, -0.3333333, 0.3333333], absolute=1e-5),
        points=1,
        hint="exp(100) is too large for float32, and a probability of 1 / (1 + exp(60)) is rounded "
        "on the way. Which form of ln(1 + exp(z)) computes neither of them?",
    ),
    check(
        "accuracy agrees with the worked example",
        accuracy(LOGITS, LABELS),
        returns(0.6666667),
        points=0.5,
        hint="The predicted classes are 0, 1 and 1. How many of the three are right?",
    ),
    check(
        "four of five classes are right, also for logits close to 0",
        accuracy(tensor([0.3, -0.2, 2.0, -1.5, 0.4]), int_tensor([1, 0, 1, 1, 1])),
        returns(0.8),
        points=0.5,
        hint="Every logit above 0 predicts class 1: 0.3 and 0.4, too.",
    ),
    check(
        "accuracy returns a Python number",
        accuracy(LOGITS, LABELS),
        returns_python_numbers(),
        points=0.5,
        guessable=True,
        hint="What does .item() make of a tensor with one element?",
    ),
    check(
        "training for no step returns the start",
        train(X, LABELS, learning_rate=0.5, number_training_steps=0),
        returns((0.0, 1.0)),
        points=0.5,
        guessable=True,
        hint="With 0 steps, the start comes back unchanged: w = 0 and b = 1.",
    ),
    check(
        "one step of training agrees with the worked example",
        train(X, LABELS, learning_rate=0.5, number_training_steps=1),
        returns((0.2563138, 0.8011374)),
        points=0.5,
        hint="The gradients are -0.5126 and 0.3977. Where does a step with learning rate 0.5 lead "
        "from (0, 1)?",
    ),
    check(
        "one step agrees with the example of four nights",
        train(FOUR_X, FOUR_LABELS, learning_rate=0.2, number_training_steps=1),
        returns((0.1231059, 0.9537883)),
        points=0.5,
        hint="The gradients are -0.6155 and 0.2311. Where does a step with learning rate 0.2 lead "
        "from (0, 1)?",
    ),
    check(
        "two steps of training agree with the worked example",
        train(X, LABELS, learning_rate=0.5, number_training_steps=2),
        returns((0.4092596, 0.6108658)),
        points=0.5,
        hint="At (0.2563, 0.8011) the gradients are -0.3059 and 0.3805. Which does the second step "
        "use?",
    ),
]
