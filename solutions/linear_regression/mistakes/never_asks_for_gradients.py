"""backward() in the training function finds no tensor that requires gradients.

It goes from the loss back to the tensors that the loss was computed from. Do the parameters require
gradients when they are made, and is the loss computed from them outside no_grad()?
"""

import torch


def train_parameters_linear_regression(
    list_number_tasks, list_number_questions, learning_rate=0.02, number_training_steps=200
):
    theta_0 = torch.tensor(1.0)
    theta_1 = torch.tensor(2.0)
    for _ in range(number_training_steps):
        loss = compute_loss(list_number_tasks, list_number_questions, theta_0, theta_1)
        loss.backward()
        with torch.no_grad():
            theta_0 -= learning_rate * theta_0.grad
            theta_1 -= learning_rate * theta_1.grad
        theta_0.grad.zero_()
        theta_1.grad.zero_()
    return theta_0, theta_1
