# expects: full marks
"""A first, wrong attempt stands above the right one, and a helper has the name of a builtin."""

import torch


def compute_loss(list_number_tasks, list_number_questions, theta_0, theta_1):
    return torch.tensor(0.0)


def sum(numbers):
    return torch.stack(list(numbers)).sum()


def compute_loss(list_number_tasks, list_number_questions, theta_0, theta_1):
    pairs = zip(list_number_tasks, list_number_questions)
    return sum((theta_1 * x + theta_0 - y) ** 2 for x, y in pairs) / len(list_number_tasks)


def train_parameters_linear_regression(
    list_number_tasks, list_number_questions, learning_rate=0.02, number_training_steps=200
):
    theta_0 = torch.tensor(1.0, requires_grad=True)
    theta_1 = torch.tensor(2.0, requires_grad=True)
    for _ in range(number_training_steps):
        compute_loss(list_number_tasks, list_number_questions, theta_0, theta_1).backward()
        with torch.no_grad():
            theta_0 -= learning_rate * theta_0.grad
            theta_1 -= learning_rate * theta_1.grad
        theta_0.grad = theta_1.grad = None
    return theta_0, theta_1
