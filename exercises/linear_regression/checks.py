"""The shown checks: the worked examples of README.md in numbers."""

from grader.checks import check, function, gradient_of, param, returns

compute_loss = function("compute_loss")
train = function("train_parameters_linear_regression")

TASKS = [1.0, 2.0]
QUESTIONS = [5.0, 11.0]
THREE_TASKS = [1.0, 2.0, 4.0]
THREE_QUESTIONS = [3.0, 8.0, 12.0]

checks = [
    check(
        "compute_loss agrees with the worked example",
        compute_loss(TASKS, QUESTIONS, param(1.0), param(2.0)),
        returns(20.0),
        points=0.5,
        hint="The errors are -2 and -6. What is the mean of their squares?",
    ),
    check(
        "compute_loss agrees with the example of three weeks",
        compute_loss(THREE_TASKS, THREE_QUESTIONS, param(1.0), param(2.0)),
        returns(6.0),
        points=0.5,
        hint="The errors are 0, -3 and -3. What is the sum of their squares divided by?",
    ),
    check(
        "compute_loss lets gradients through in the worked example",
        compute_loss(TASKS, QUESTIONS, param(1.0), param(2.0)),
        gradient_of(2, -8.0),
        gradient_of(3, -14.0),
        points=1,
        hint="Does the loss stay a tensor all the way from the parameters, without float(), "
        ".item() or .detach()? And is it the mean of the squared errors?",
    ),
    check(
        "training for no step returns the start",
        train(TASKS, QUESTIONS, learning_rate=0.1, number_training_steps=0),
        returns((1.0, 2.0)),
        points=1,
        guessable=True,
        hint="With 0 steps, the start comes back unchanged: theta_0 = 1 and theta_1 = 2.",
    ),
    check(
        "one step of training agrees with the worked example",
        train(TASKS, QUESTIONS, learning_rate=0.1, number_training_steps=1),
        returns((1.8, 3.4)),
        points=0.5,
        hint="The gradients are -8 and -14. Where does a step with learning rate 0.1 lead from "
        "(1, 2)?",
    ),
    check(
        "one step agrees with the example of three weeks",
        train(THREE_TASKS, THREE_QUESTIONS, learning_rate=0.05, number_training_steps=1),
        returns((1.2, 2.6)),
        points=0.5,
        hint="The gradients are -4 and -12. Where does a step with learning rate 0.05 lead from "
        "(1, 2)?",
    ),
    check(
        "two steps of training agree with the worked example",
        train(TASKS, QUESTIONS, learning_rate=0.1, number_training_steps=2),
        returns((2.02, 3.86)),
        points=1,
        hint="At (1.8, 3.4) the gradients are -2.2 and -4.6. Which does the second step use?",
    ),
]
