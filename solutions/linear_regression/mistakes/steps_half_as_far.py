"""Every step of the training is half as long as the gradient of the loss says.

The derivative of a square has a factor of 2. A derivative by hand can miss it, and a loss that is
halved inside the loop cancels it. In the worked example the gradients are -8 and -14.
"""


def train_parameters_linear_regression(
    list_number_tasks, list_number_questions, learning_rate=0.02, number_training_steps=200
):
    number_points = len(list_number_tasks)
    theta_0, theta_1 = 1.0, 2.0
    for _ in range(number_training_steps):
        pairs = list(zip(list_number_tasks, list_number_questions))
        errors = [theta_1 * tasks + theta_0 - questions for tasks, questions in pairs]
        gradient_0 = sum(errors) / number_points
        gradient_1 = sum(e * tasks for e, tasks in zip(errors, list_number_tasks)) / number_points
        theta_0 -= learning_rate * gradient_0
        theta_1 -= learning_rate * gradient_1
    return theta_0, theta_1
