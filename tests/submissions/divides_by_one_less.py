# expects: compute_loss told slip divides_by_another_count
# expects: others every point
"""The sum of squares is divided by n - 1."""

import torch


def compute_loss(list_number_tasks, list_number_questions, theta_0, theta_1):
    tasks = torch.tensor(list_number_tasks, dtype=torch.float32)
    questions = torch.tensor(list_number_questions, dtype=torch.float32)
    return ((theta_1 * tasks + theta_0 - questions) ** 2).sum() / (len(tasks) - 1)


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
