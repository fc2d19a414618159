# expects: train_parameters_linear_regression told nothing
# expects: compute_loss every point
"""No part of the gradient is taken for more than 3, in either direction."""

import torch


def compute_loss(list_number_tasks, list_number_questions, theta_0, theta_1):
    x, y = map(torch.tensor, (list_number_tasks, list_number_questions))
    return (theta_0 + theta_1 * x - y).square().mean()


def train_parameters_linear_regression(
    list_number_tasks, list_number_questions, learning_rate=0.02, number_training_steps=200
):
    theta = torch.tensor([1.0, 2.0], requires_grad=True)
    for _ in range(number_training_steps):
        loss = compute_loss(list_number_tasks, list_number_questions, *theta)
        (gradient,) = torch.autograd.grad(loss, theta)
        theta = (theta - learning_rate * gradient.clamp(-3, 3)).detach().requires_grad_()
    return tuple(theta.detach())
