"""The steps of the training grow with the number of points.

The mean squared error divides by the number of points, and so does its gradient. Here the update
uses the sum. In the worked example, the gradients of the two points average to -8 and -14.
"""


def train_parameters_linear_regression(
    list_number_tasks, list_number_questions, learning_rate=0.02, number_training_steps=200
):
    theta_0, theta_1 = 1.0, 2.0
    for _ in range(number_training_steps):
        pairs = list(zip(list_number_tasks, list_number_questions))
        errors = [theta_1 * tasks + theta_0 - questions for tasks, questions in pairs]
        gradient_0 = sum(2 * e for e in errors)
        gradient_1 = sum(2 * e * tasks for e, tasks in zip(errors, list_number_tasks))
        theta_0 -= learning_rate * gradient_0
        theta_1 -= learning_rate * gradient_1
    return theta_0, theta_1
