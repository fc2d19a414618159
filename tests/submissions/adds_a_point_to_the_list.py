# expects: compute_loss some points
# expects: compute_loss told trait changes_an_argument
# expects: others every point
"""The list of tasks gets longer at every call; the loss does not see it."""

import torch


def compute_loss(list_number_tasks, list_number_questions, theta_0, theta_1):
    pairs = list(zip(list_number_tasks, list_number_questions))
    list_number_tasks += [0]
    return sum((theta_0 + theta_1 * x - y) ** 2 for x, y in pairs) / len(pairs)


def train_parameters_linear_regression(
    list_number_tasks, list_number_questions, learning_rate=0.02, number_training_steps=200
):
    a, b = 1.0, 2.0
    n = len(list_number_tasks)
    for _ in range(number_training_steps):
        errors = [a + b * x - y for x, y in zip(list_number_tasks, list_number_questions)]
        slopes = [error * x for error, x in zip(errors, list_number_tasks)]
        a, b = a - 2 * learning_rate * sum(errors) / n, b - 2 * learning_rate * sum(slopes) / n
    return torch.tensor(a), torch.tensor(b)
