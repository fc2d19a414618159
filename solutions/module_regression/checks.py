"""The hidden checks: any data, any length, and models whose parameters have moved.

A new model always starts at the same place, where fixed numbers predict as well as parameters do.
So most checks of the class and of compute_loss move the parameters of a new model first: `moved`
fills them in place, without any of the other functions.
"""

from grader.checks import (
    OBJECT,
    REFERENCE,
    check,
    function,
    gradient_of,
    has_parameter,
    has_parameters,
    in_a_row,
    leaves_gradient,
    number,
    numbers,
    returns,
    tensor,
    trending,
    unchanged,
)

Model = function("ModelNumberQuestions")
compute_loss = function("compute_loss")
train = function("train_model")

COURSE_TASKS = [1, 2, 4, 4, 5, 6, 6, 6, 8, 8, 9, 10]
COURSE_QUESTIONS = [5, 11, 21, 22, 26, 31, 32, 31, 41, 42, 48, 52]
WEIGHTS = [1.0, 2.0, 3.0, 4.0]

model = Model()


def moved(line):
    """Calls that give a model other parameters, as an optimizer does: in place."""
    return tuple(
        line.then("get_parameter", name).then("detach").then("fill_", number(low, high))
        for name, low, high in (("theta_0", -3.0, -1.0), ("theta_1", 3.0, 5.0))
    )


def tasks(count):
    """Sheets for which a model that was moved never predicts less than zero.

    One that is slightly below zero would tell little from a model that cuts predictions there.
    """
    return trending(count, 2, 10)


def questions(count):
    """As many as such sheets may have."""
    return trending(count, 0, 50)


def few_steps():
    """Where a few steps lead, before float32 noise can gather."""
    return both(relative=1e-5, absolute=1e-5)


def many_steps():
    """Where 200 steps lead."""
    return both(relative=2e-5, absolute=2e-5)


def both(**tolerances):
    return tuple(has_parameter(name, REFERENCE, **tolerances) for name in ("theta_0", "theta_1"))


def gradients(at, weights=(), **tolerances):
    return tuple(
        gradient_of(at, REFERENCE, parameter=name, weights=weights, **tolerances)
        for name in ("theta_0", "theta_1")
    )


checks = [
    check(
        "a new model predicts for any number of sheets",
        model.then("forward", tensor(numbers(150, -5.0, 5.0))),
        returns(REFERENCE),
        points=0.5,
        trials=2,
        hint="What does theta_0 + theta_1 * number_tasks give for a tensor of 150 numbers?",
    ),
    check(
        "the prediction follows the parameters when they move",
        in_a_row(*moved(model), model.then("__call__", tensor(numbers(8, -5.0, 5.0)))),
        returns(REFERENCE),
        points=1,
        trials=2,
        hint="An optimizer changes the parameters in place. Does forward use them, or their values "
        "from the start?",
    ),
    check(
        "gradients reach both parameters when they have moved",
        in_a_row(*moved(model), model.then("forward", tensor(numbers(4, 1.0, 5.0)))),
        *gradients(OBJECT, WEIGHTS),
        points=1,
        hint="Does forward use the parameters themselves, without float(), .item(), .detach() or "
        "torch.no_grad()?",
    ),
    check(
        "a prediction changes neither the model nor the tasks",
        in_a_row(*moved(model), model.then("forward", tensor(numbers(5, 1.0, 9.0)))),
        returns(REFERENCE),
        has_parameter("theta_0", REFERENCE, of=OBJECT),
        has_parameter("theta_1", REFERENCE, of=OBJECT),
        unchanged(0),
        points=1,
        times=2,
        hint="What does forward change? The second prediction is to be like the first.",
    ),
    check(
        "every model has parameters of its own",
        in_a_row(*moved(Model()), Model()),
        has_parameters("theta_0", "theta_1"),
        has_parameter("theta_0", REFERENCE),
        has_parameter("theta_1", REFERENCE),
        points=1,
        hint="Where are the parameters made: in __init__, once for each model, or once for all?",
    ),
    check(
        "compute_loss is right for a new model on the course data",
        compute_loss(Model(), COURSE_TASKS, COURSE_QUESTIONS),
        returns(REFERENCE),
        points=0.5,
        guessable=True,  # one number, which is known from linear_regression
        hint="The error of each week is the prediction of the model minus the questions. The loss "
        "is the mean of the squared errors.",
    ),
    check(
        "compute_loss is right for any model and data",
        in_a_row(*moved(model), compute_loss(model, tasks(8), questions(8))),
        returns(REFERENCE),
        points=1,
        trials=3,
        hint="What is the loss by hand, for two points and parameters other than 1 and 2?",
    ),
    check(
        "compute_loss is right for any number of points",
        in_a_row(*moved(model), compute_loss(model, tasks(31), questions(31))),
        returns(REFERENCE, relative=1e-5),
        points=1,
        trials=3,
        hint="What is the sum divided by? Does that change with the number of points?",
    ),
    check(
        "the loss lets gradients reach the parameters of the model",
        in_a_row(*moved(model), compute_loss(model, tasks(8), questions(8))),
        *gradients(0, absolute=1e-3),
        points=1,
        trials=2,
        hint="Is the loss computed from the predictions of the model that compute_loss gets, and "
        "does it stay a tensor all the way, without float(), .item() or .detach()?",
    ),
    check(
        "compute_loss leaves the model as it is",
        in_a_row(*moved(model), compute_loss(model, tasks(5), questions(5))),
        returns(REFERENCE),
        has_parameter("theta_0", REFERENCE, of=0),
        has_parameter("theta_1", REFERENCE, of=0),
        leaves_gradient(0, REFERENCE, parameter="theta_0"),
        leaves_gradient(0, REFERENCE, parameter="theta_1"),
        points=1,
        trials=3,
        times=2,
        hint="Which function calls backward(), and which only computes the loss?",
    ),
    check(
        "one step moves both parameters against the gradient",
        train(trending(8, 1, 5), trending(8, 5, 30), learning_rate=0.03, number_training_steps=1),
        *few_steps(),
        points=1,
        trials=2,
        hint="A step subtracts the learning rate times the gradient, from both parameters at once.",
    ),
    check(
        "two steps are made where two are asked for",
        train(trending(7, 1, 5), trending(7, 5, 30), learning_rate=0.03, number_training_steps=2),
        *few_steps(),
        points=0.5,
        hint="How many updates happen when number_training_steps is 2?",
    ),
    check(
        "every step starts from fresh gradients",
        train(trending(8, 1, 5), trending(8, 5, 30), learning_rate=0.025, number_training_steps=3),
        *few_steps(),
        points=1,
        trials=2,
        hint="What does backward() do to a .grad that is already there?",
    ),
    check(
        "the learning rate scales every step",
        train(
            trending(20, 1, 5),
            trending(20, 5, 30),
            learning_rate=number(0.03, 0.04),
            number_training_steps=2,
        ),
        *few_steps(),
        points=0.5,
        trials=2,
        hint="Which learning rate does the optimizer get?",
    ),
    check(
        "training starts with a new model at every call",
        train(trending(9, 1, 5), trending(9, 5, 30), learning_rate=0.03, number_training_steps=3),
        *few_steps(),
        points=0.5,
        times=2,
        hint="Where is the model made: in every call, or once?",
    ),
    check(
        "what training returns can be asked about other sheets",
        train(
            trending(6, 1, 5), trending(6, 5, 30), learning_rate=0.02, number_training_steps=5
        ).then("forward", tensor(numbers(4, 1.0, 12.0))),
        returns(REFERENCE, relative=1e-5, absolute=1e-5),
        points=0.5,
        hint="Is it the trained model that comes back?",
    ),
    check(
        "200 steps follow gradient descent on other data",
        train(
            trending(10, 1, 5),
            trending(10, 60, 90),
            learning_rate=number(0.008, 0.012),
            number_training_steps=200,
        ),
        *many_steps(),
        points=1,
        hint="Which data, which learning rate and how many steps does the training use?",
    ),
    check(
        "training on the course data with the default values",
        train(COURSE_TASKS, COURSE_QUESTIONS),
        *many_steps(),
        points=0.5,
        guessable=True,
        hint="By default, training makes 200 steps with learning rate 0.02, starting from (1, 2).",
    ),
]
