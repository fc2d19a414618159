# expects: remark "only this file is graded"
# expects: compute_loss no point
# expects: train_parameters_linear_regression every point
"""The square comes from a file beside this one."""

import torch

from .helpers import squared


def compute_loss(list_number_tasks, list_number_questions, theta_0, theta_1):
    x = torch.tensor(list_number_tasks, dtype=torch.float32)
    y = torch.tensor(list_number_questions, dtype=torch.float32)
    return squared(theta_1 * x + theta_0 - y).mean()


def train_parameters_linear_regression(
    list_number_tasks, list_number_questions, learning_rate=0.02, number_training_steps=200
):
    theta_0 = torch.tensor(1.0, requires_grad=True)
    theta_1 = torch.tensor(2.0, requires_grad=True)
    for step in range(number_training_steps):
        loss = compute_loss(list_number_tasks, list_number_questions, theta_0, theta_1)
        loss.backward()
        with torch.no_grad():
            theta_0 -= learning_rate * theta_0.grad
            theta_1 -= learning_rate * theta_1.grad
        theta_0.grad = theta_1.grad = None
    return theta_0, theta_1
