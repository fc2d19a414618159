# expects: train_parameters_linear_regression told trait never_moves_a_part
# expects: compute_loss every point
"""Both parameters are trained, but the first one comes back as it was at the start."""

import torch


def compute_loss(list_number_tasks, list_number_questions, theta_0, theta_1):
    x, y = map(torch.tensor, (list_number_tasks, list_number_questions))
    return (theta_0 + theta_1 * x - y).square().mean()


def train_parameters_linear_regression(
    list_number_tasks, list_number_questions, learning_rate=0.02, number_training_steps=200
):
    theta = [torch.tensor(1.0, requires_grad=True), torch.tensor(2.0, requires_grad=True)]
    for _ in range(number_training_steps):
        loss = compute_loss(list_number_tasks, list_number_questions, *theta)
        gradients = torch.autograd.grad(loss, theta)
        with torch.no_grad():
            for one, gradient in zip(theta, gradients, strict=True):
                one -= learning_rate * gradient
    return torch.tensor(1.0), theta[1].detach()
