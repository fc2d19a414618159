# expects: compute_loss told trait changes_an_argument
# expects: others every point
"""The loss takes the last point out of the list that it is given."""

import torch


def compute_loss(list_number_tasks, list_number_questions, theta_0, theta_1):
    list_number_tasks.pop()
    pairs = zip(list_number_tasks, list_number_questions)
    errors = [(theta_0 + theta_1 * x - y) ** 2 for x, y in pairs]
    return torch.stack(errors).mean()


def train_parameters_linear_regression(
    list_number_tasks, list_number_questions, learning_rate=0.02, number_training_steps=200
):
    a, b = 1.0, 2.0
    n = len(list_number_tasks)
    for _ in range(number_training_steps):
        errors = [a + b * x - y for x, y in zip(list_number_tasks, list_number_questions)]
        slopes = [error * x for error, x in zip(errors, list_number_tasks)]
        a, b = a - 2 * learning_rate * sum(errors) / n, b - 2 * learning_rate * sum(slopes) / n
    return a, b
