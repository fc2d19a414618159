# expects: compute_loss told slip mixes_up_power_and_product
# expects: train_parameters_linear_regression told slip adds_momentum
# expects: train_parameters_linear_regression some points
"""The loss does not square, and the training has momentum."""

import torch


def compute_loss(list_number_tasks, list_number_questions, theta_0, theta_1):
    x = torch.as_tensor(list_number_tasks, dtype=torch.float32)
    y = torch.as_tensor(list_number_questions, dtype=torch.float32)
    return ((theta_0 + theta_1 * x - y) * 2).mean()


def train_parameters_linear_regression(
    list_number_tasks, list_number_questions, learning_rate=0.02, number_training_steps=200
):
    intercept = torch.ones((), requires_grad=True)
    slope = torch.full((), 2.0, requires_grad=True)
    optimizer = torch.optim.SGD([intercept, slope], lr=learning_rate, momentum=0.9)
    for _ in range(number_training_steps):
        optimizer.zero_grad()
        loss = compute_loss(list_number_tasks, list_number_questions, intercept, slope)
        loss.backward()
        optimizer.step()
    return intercept, slope
