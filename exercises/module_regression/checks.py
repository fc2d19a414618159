"""The shown checks: the worked examples of README.md in numbers."""

from grader.checks import (
    OBJECT,
    check,
    function,
    gradient_of,
    has_parameter,
    has_parameters,
    leaves_gradient,
    returns,
    tensor,
)

Model = function("ModelNumberQuestions")
compute_loss = function("compute_loss")
train = function("train_model")

TASKS = [1, 2]
QUESTIONS = [5, 11]
FOUR_TASKS = [1.0, 2.0, 3.0, 5.0]
FOUR_QUESTIONS = [5.0, 9.0, 9.0, 13.0]
SHEETS = tensor([1.0, 2.0, 5.0])

model = Model()

checks = [
    check(
        "a new model has the parameters theta_0 = 1 and theta_1 = 2",
        Model(),
        has_parameters("theta_0", "theta_1"),
        has_parameter("theta_0", 1.0),
        has_parameter("theta_1", 2.0),
        points=0.5,
        hint="Which parameters does model.named_parameters() list? A module registers what is "
        "assigned to one of its names as an nn.Parameter.",
    ),
    check(
        "a new model predicts as in the worked example",
        model.then("forward", SHEETS),
        returns([3.0, 5.0, 11.0]),
        points=0.5,
        hint="For five tasks, theta_0 + theta_1 · 5 is 1 + 2 · 5.",
    ),
    check(
        "the prediction lets gradients through in the worked example",
        model.then("forward", SHEETS),
        gradient_of(OBJECT, 7.0, parameter="theta_0", weights=[1.0, 2.0, 4.0]),
        gradient_of(OBJECT, 25.0, parameter="theta_1", weights=[1.0, 2.0, 4.0]),
        points=0.5,
        hint="The first prediction, twice the second and four times the third add up to "
        "7 · theta_0 + 25 · theta_1. Does forward use the parameters themselves?",
    ),
    check(
        "compute_loss agrees with the worked example",
        compute_loss(Model(), TASKS, QUESTIONS),
        returns(20.0),
        points=0.5,
        hint="The errors are -2 and -6. What is the mean of their squares?",
    ),
    check(
        "compute_loss agrees with the example of four weeks",
        compute_loss(Model(), FOUR_TASKS, FOUR_QUESTIONS),
        returns(7.0),
        points=0.5,
        hint="The errors are -2, -4, -2 and -2. What is the sum of their squares divided by?",
    ),
    check(
        "compute_loss lets gradients through in the worked example",
        compute_loss(Model(), TASKS, QUESTIONS),
        gradient_of(0, -8.0, parameter="theta_0"),
        gradient_of(0, -14.0, parameter="theta_1"),
        leaves_gradient(0, 0.0, parameter="theta_0"),
        leaves_gradient(0, 0.0, parameter="theta_1"),
        points=0.5,
        hint="Is the loss computed from the predictions of the model that compute_loss gets, and "
        "does it stay a tensor all the way, without float(), .item() or .detach()? The call of "
        "backward() belongs into the training.",
    ),
    check(
        "training for no step returns a new model",
        train(TASKS, QUESTIONS, learning_rate=0.1, number_training_steps=0),
        has_parameter("theta_0", 1.0),
        has_parameter("theta_1", 2.0),
        points=0.5,
        guessable=True,
        hint="With 0 steps, the model comes back as it was made: theta_0 = 1 and theta_1 = 2.",
    ),
    check(
        "one step of training agrees with the worked example",
        train(TASKS, QUESTIONS, learning_rate=0.1, number_training_steps=1),
        has_parameter("theta_0", 1.8),
        has_parameter("theta_1", 3.4),
        points=0.5,
        hint="The gradients are -8 and -14. Where does a step with learning rate 0.1 lead from "
        "(1, 2)?",
    ),
    check(
        "the trained model predicts as in the worked example",
        train(TASKS, QUESTIONS, learning_rate=0.1, number_training_steps=1).then(
            "forward", tensor([3.0, 7.0])
        ),
        returns([12.0, 25.6]),
        points=0.5,
        hint="After the step it is 1.8 + 3.4 · tasks. Does training return the model itself?",
    ),
    check(
        "one step agrees with the example of four weeks",
        train(FOUR_TASKS, FOUR_QUESTIONS, learning_rate=0.05, number_training_steps=1),
        has_parameter("theta_0", 1.25),
        has_parameter("theta_1", 2.65),
        points=0.5,
        hint="The gradients are -5 and -13. Where does a step with learning rate 0.05 lead from "
        "(1, 2)?",
    ),
    check(
        "two steps of training agree with the worked example",
        train(TASKS, QUESTIONS, learning_rate=0.1, number_training_steps=2),
        has_parameter("theta_0", 2.02),
        has_parameter("theta_1", 3.86),
        points=0.5,
        hint="At (1.8, 3.4) the gradients are -2.2 and -4.6. Which does the second step use?",
    ),
]
