"""The hidden checks: any data, any length, any parameters.

Short runs tell mistakes apart, so their tolerances are tighter than those of long runs, in which
float32 noise builds up over 200 steps.
"""

from grader.checks import REFERENCE, check, function, gradient_of, number, param, returns, trending

compute_loss = function("compute_loss")
train = function("train_parameters_linear_regression")

COURSE_TASKS = [1, 2, 4, 4, 5, 6, 6, 6, 8, 8, 9, 10]
COURSE_QUESTIONS = [5, 11, 21, 22, 26, 31, 32, 31, 41, 42, 48, 52]


def thetas_after_few_steps():
    return returns(REFERENCE, relative=1e-5, absolute=1e-5)


def thetas_after_many_steps():
    return returns(REFERENCE, relative=2e-5, absolute=2e-5)


checks = [
    check(
        "compute_loss is right on the course data",
        compute_loss(
            COURSE_TASKS, COURSE_QUESTIONS, param(number(-3.0, -1.0)), param(number(1.0, 3.0))
        ),
        returns(REFERENCE),
        points=1,
        trials=2,
        guessable=True,  # five sums over public data make a formula of the thetas alone
        hint="The error of each point is theta_1 times tasks plus theta_0, minus questions. "
        "The loss is the mean of the squared errors.",
    ),
    check(
        "compute_loss is right on any data",
        compute_loss(
            trending(8), trending(8, 0, 50), param(number(-3.0, -1.0)), param(number(1.0, 3.0))
        ),
        returns(REFERENCE),
        points=2,
        trials=3,
        hint="What is the loss by hand, for two points and parameters other than 1 and 2?",
    ),
    check(
        "compute_loss is right for any number of points",
        compute_loss(
            trending(31), trending(31, 0, 50), param(number(-3.0, -1.0)), param(number(1.0, 3.0))
        ),
        returns(REFERENCE),
        points=1,
        hint="What is the sum divided by? Does that change with the number of points?",
    ),
    check(
        "compute_loss lets gradients reach both parameters",
        compute_loss(
            trending(8), trending(8, 0, 50), param(number(-3.0, -1.0)), param(number(1.0, 3.0))
        ),
        gradient_of(2, REFERENCE, absolute=1e-3),
        gradient_of(3, REFERENCE, absolute=1e-3),
        points=2,
        trials=3,
        hint="Does the loss stay a tensor all the way from the parameters, without float(), "
        ".item() or .detach()? And is it the mean of the squared errors?",
    ),
    check(
        "a second call of compute_loss does not see the first",
        compute_loss(
            trending(5), trending(5, 0, 50), param(number(-3.0, -1.0)), param(number(1.0, 3.0))
        ),
        returns(REFERENCE),
        gradient_of(2, REFERENCE, absolute=1e-3),
        gradient_of(3, REFERENCE, absolute=1e-3),
        points=1,
        times=2,
        hint="What does compute_loss keep from one call to the next?",
    ),
    check(
        "one step moves both parameters against the gradient",
        train(trending(8, 1, 5), trending(8, 5, 30), learning_rate=0.03, number_training_steps=1),
        thetas_after_few_steps(),
        points=1,
        trials=2,
        hint="A step subtracts the learning rate times the gradient, from both parameters at once.",
    ),
    check(
        "two steps are made where two are asked for",
        train(trending(7, 1, 5), trending(7, 5, 30), learning_rate=0.03, number_training_steps=2),
        thetas_after_few_steps(),
        points=1,
        hint="How many updates happen when number_training_steps is 2?",
    ),
    check(
        "every step starts from fresh gradients",
        train(trending(8, 1, 5), trending(8, 5, 30), learning_rate=0.025, number_training_steps=3),
        thetas_after_few_steps(),
        points=2,
        trials=2,
        hint="What does backward() do to a .grad that is already there?",
    ),
    check(
        "the learning rate scales every step",
        train(
            trending(8, 1, 5),
            trending(8, 5, 30),
            learning_rate=number(0.03, 0.04),
            number_training_steps=2,
        ),
        thetas_after_few_steps(),
        points=1,
        trials=2,
        hint="Where does the update use learning_rate?",
    ),
    check(
        "training starts afresh at every call",
        train(trending(9, 1, 5), trending(9, 5, 30), learning_rate=0.03, number_training_steps=3),
        thetas_after_few_steps(),
        points=1,
        times=2,
        hint="Where are theta_0 and theta_1 created: in every call, or once?",
    ),
    check(
        "200 steps follow gradient descent on other data",
        train(
            trending(10, 1, 5),
            trending(10, 60, 90),
            learning_rate=number(0.008, 0.012),
            number_training_steps=200,
        ),
        thetas_after_many_steps(),
        points=1,
        hint="Which data, which learning rate and how many steps does the training use?",
    ),
    check(
        "training on the course data with the default values",
        train(COURSE_TASKS, COURSE_QUESTIONS),
        thetas_after_many_steps(),
        points=1,
        guessable=True,
        hint="By default, training makes 200 steps with learning rate 0.02, starting from (1, 2).",
    ),
]
