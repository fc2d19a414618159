# expects: compute_loss told trait ignores_several_arguments
# expects: compute_loss no point
# expects: others every point
"""The loss is a number for now, so that something runs."""

import torch


def compute_loss(list_number_tasks, list_number_questions, theta_0, theta_1):
    return 0


def train_parameters_linear_regression(
    list_number_tasks, list_number_questions, learning_rate=0.02, number_training_steps=200
):
    theta_0 = torch.tensor(1.0, requires_grad=True)
    theta_1 = torch.tensor(2.0, requires_grad=True)
    for _ in range(number_training_steps):
        loss = compute_loss(list_number_tasks, list_number_questions, theta_0, theta_1)
        steps = torch.autograd.grad(loss, (theta_0, theta_1))
        with torch.no_grad():
            theta_0 -= learning_rate * steps[0]
            theta_1 -= learning_rate * steps[1]
    return theta_0, theta_1
