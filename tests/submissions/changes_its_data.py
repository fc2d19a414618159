# expects: compute_loss some points
# expects: train_parameters_linear_regression every point
"""compute_loss writes its errors into the list it was given."""

import torch


def compute_loss(list_number_tasks, list_number_questions, theta_0, theta_1):
    n = len(list_number_tasks)
    for i in range(n):
        list_number_tasks[i] = theta_1 * list_number_tasks[i] + theta_0 - list_number_questions[i]
    return sum(error**2 for error in list_number_tasks) / n


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
