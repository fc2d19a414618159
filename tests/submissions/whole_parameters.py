# expects: train_parameters_linear_regression told trait rounds
# expects: train_parameters_linear_regression says "rounded to whole numbers"
# expects: compute_loss every point
"""The trained parameters are cut to whole numbers before they are returned."""

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
        theta = (theta - learning_rate * gradient).detach().requires_grad_()
    return [int(one) for one in theta]
