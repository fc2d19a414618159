# expects: train_parameters_linear_regression outcome timeout
# expects: train_parameters_linear_regression says "1 s"
# expects: compute_loss every point
# limit: 1 s
"""The training loop never counts its steps."""

import torch


def compute_loss(list_number_tasks, list_number_questions, theta_0, theta_1):
    tasks = torch.tensor(list_number_tasks, dtype=torch.float32)
    questions = torch.tensor(list_number_questions, dtype=torch.float32)
    return ((theta_1 * tasks + theta_0 - questions) ** 2).mean()


def train_parameters_linear_regression(
    list_number_tasks, list_number_questions, learning_rate=0.02, number_training_steps=200
):
    theta_0 = torch.tensor(1.0, requires_grad=True)
    theta_1 = torch.tensor(2.0, requires_grad=True)
    step = 0
    while step < number_training_steps + 1:
        compute_loss(list_number_tasks, list_number_questions, theta_0, theta_1).backward()
        with torch.no_grad():
            theta_0 -= learning_rate * theta_0.grad
            theta_1 -= learning_rate * theta_1.grad
        theta_0.grad = theta_1.grad = None
    return theta_0, theta_1
