"""Every step of the training is half as long as the gradient of the loss asks for.

The derivative of a square brings a factor of two, which a derivative by hand, or a loss divided by
two inside the loop, can lose. In the worked example the gradients are -8 and -14.
"""

import torch


def compute_loss(list_number_tasks, list_number_questions, theta_0, theta_1):
    tasks = torch.tensor(list_number_tasks, dtype=torch.float32)
    questions = torch.tensor(list_number_questions, dtype=torch.float32)
    predictions = theta_1 * tasks + theta_0
    return ((predictions - questions) ** 2).mean()


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
