# expects: full marks
"""The loop counts down in its condition."""

import torch


def compute_loss(list_number_tasks, list_number_questions, theta_0, theta_1):
    return (n := len(list_number_tasks)) and torch.stack(
        [
            (error := theta_1 * x + theta_0 - y) * error
            for x, y in zip(list_number_tasks, list_number_questions, strict=True)
        ]
    ).sum() / n


def train_parameters_linear_regression(
    list_number_tasks, list_number_questions, learning_rate=0.02, number_training_steps=200
):
    theta_0, theta_1 = torch.tensor([1.0, 2.0]).requires_grad_().unbind()
    theta_0, theta_1 = (theta.detach().requires_grad_() for theta in (theta_0, theta_1))
    left = number_training_steps + 1
    while left := left - 1:
        (
            loss := compute_loss(list_number_tasks, list_number_questions, theta_0, theta_1)
        ).backward()
        with torch.no_grad():
            theta_0.add_(theta_0.grad, alpha=-learning_rate)
            theta_1.add_(theta_1.grad, alpha=-learning_rate)
        theta_0.grad = theta_1.grad = None
    return theta_0, theta_1
