"""Training returns the loss of each step instead of the two parameters.

The losses show how training went, but the caller asks where it ended. The docstring says what comes
back, and in which order.
"""

import torch


def train_parameters_linear_regression(
    list_number_tasks, list_number_questions, learning_rate=0.02, number_training_steps=200
):
    theta_0 = torch.tensor(1.0, requires_grad=True)
    theta_1 = torch.tensor(2.0, requires_grad=True)
    losses = []
    for _ in range(number_training_steps):
        loss = compute_loss(list_number_tasks, list_number_questions, theta_0, theta_1)
        losses.append(loss.item())
        loss.backward()
        with torch.no_grad():
            theta_0 -= learning_rate * theta_0.grad
            theta_1 -= learning_rate * theta_1.grad
        theta_0.grad.zero_()
        theta_1.grad.zero_()
    return losses
