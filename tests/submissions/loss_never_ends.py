# expects: compute_loss outcome timeout
# expects: compute_loss says "1 s"
# expects: compute_loss says "still in the loop of line"
# expects: train_parameters_linear_regression every point
# limit: 1 s
"""The loop over the points of compute_loss never moves on."""

import torch


def compute_loss(list_number_tasks, list_number_questions, theta_0, theta_1):
    total, i = 0, 0
    while i < len(list_number_tasks):
        total = total + (theta_1 * list_number_tasks[i] + theta_0 - list_number_questions[i]) ** 2
    return total / len(list_number_tasks)


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
