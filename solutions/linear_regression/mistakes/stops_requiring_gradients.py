"""The first step works; at the second one, backward() finds nothing that requires a gradient.

An assignment gives the name to a new tensor. One that is made inside no_grad() or from a detached
tensor does not require gradients. Printing requires_grad before and after the update shows the
change.
"""

import torch


def train_parameters_linear_regression(
    list_number_tasks, list_number_questions, learning_rate=0.02, number_training_steps=200
):
    theta_0 = torch.tensor(1.0, requires_grad=True)
    theta_1 = torch.tensor(2.0, requires_grad=True)
    for _ in range(number_training_steps):
        loss = compute_loss(list_number_tasks, list_number_questions, theta_0, theta_1)
        loss.backward()
        with torch.no_grad():
            theta_0 = theta_0 - learning_rate * theta_0.grad
            theta_1 = theta_1 - learning_rate * theta_1.grad
    return theta_0, theta_1
