"""The update finds no gradient: .grad is still None at the first step.

backward() fills .grad only for the tensors that the loss was computed from, not for copies of them.
What has to happen between computing the loss and using .grad?
"""

import torch


def train_parameters_linear_regression(
    list_number_tasks, list_number_questions, learning_rate=0.02, number_training_steps=200
):
    theta_0 = torch.tensor(1.0, requires_grad=True)
    theta_1 = torch.tensor(2.0, requires_grad=True)
    for _ in range(number_training_steps):
        compute_loss(list_number_tasks, list_number_questions, theta_0, theta_1)
        with torch.no_grad():
            theta_0 -= learning_rate * theta_0.grad
            theta_1 -= learning_rate * theta_1.grad
    return theta_0, theta_1
