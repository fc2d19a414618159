# expects: train_parameters_linear_regression told slip adds_momentum
# expects: others every point
"""Velocities are kept from step to step."""

import torch


def compute_loss(list_number_tasks, list_number_questions, theta_0, theta_1):
    x = torch.as_tensor(list_number_tasks, dtype=torch.float32)
    y = torch.as_tensor(list_number_questions, dtype=torch.float32)
    return torch.square(theta_0 + theta_1 * x - y).mean()


def train_parameters_linear_regression(
    list_number_tasks, list_number_questions, learning_rate=0.02, number_training_steps=200
):
    intercept = torch.ones((), requires_grad=True)
    slope = torch.full((), 2.0, requires_grad=True)
    velocities = [0.0, 0.0]
    for _ in range(number_training_steps):
        loss = compute_loss(list_number_tasks, list_number_questions, intercept, slope)
        gradients = torch.autograd.grad(loss, [intercept, slope])
        with torch.no_grad():
            for number, parameter in enumerate((intercept, slope)):
                velocities[number] = 0.9 * velocities[number] + gradients[number]
                parameter -= learning_rate * velocities[number]
    return intercept, slope
