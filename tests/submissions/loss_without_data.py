# expects: compute_loss outcome raised
# expects: compute_loss says "compute_loss(theta_0, theta_1)"
# expects: train_parameters_linear_regression every point
"""compute_loss takes its data from global variables."""

import torch


tasks = [1, 2, 4, 4, 5, 6, 6, 6, 8, 8, 9, 10]
questions = [5, 11, 21, 22, 26, 31, 32, 31, 41, 42, 48, 52]


def compute_loss(theta_0, theta_1):
    x, y = torch.tensor(tasks), torch.tensor(questions)
    return ((theta_1 * x + theta_0 - y) ** 2).mean()


def train_parameters_linear_regression(
    list_number_tasks, list_number_questions, learning_rate=0.02, number_training_steps=200
):
    x = torch.tensor(list_number_tasks, dtype=torch.float32)
    y = torch.tensor(list_number_questions, dtype=torch.float32)
    theta_0, theta_1 = torch.tensor(1.0), torch.tensor(2.0)
    for _ in range(number_training_steps):
        errors = theta_1 * x + theta_0 - y
        theta_0, theta_1 = (
            theta_0 - learning_rate * 2 * errors.mean(),
            theta_1 - learning_rate * 2 * (errors * x).mean(),
        )
    return theta_0, theta_1
