# expects: train_parameters_linear_regression told nothing
# expects: compute_loss every point
"""Each step goes as far as the learning rate, whatever the size of the gradient."""

import torch


def compute_loss(list_number_tasks, list_number_questions, theta_0, theta_1):
    x, y = map(torch.tensor, (list_number_tasks, list_number_questions))
    return (theta_0 + theta_1 * x - y).square().mean()


def train_parameters_linear_regression(
    list_number_tasks, list_number_questions, learning_rate=0.02, number_training_steps=200
):
    theta = torch.tensor([1.0, 2.0], requires_grad=True)
    for _ in range(number_training_steps):
        compute_loss(list_number_tasks, list_number_questions, *theta).backward()
        with torch.no_grad():
            theta -= learning_rate * torch.sign(theta.grad)
            theta.grad.zero_()
    return theta[0].detach(), theta[1].detach()
