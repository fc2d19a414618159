"""The gradient of theta_1 is computed after theta_0 has already moved.

Within one step, both gradients belong to the parameters as they were before it. In which order are
gradients computed and parameters changed?
"""

import torch


def train_parameters_linear_regression(
    list_number_tasks, list_number_questions, learning_rate=0.02, number_training_steps=200
):
    theta_0 = torch.tensor(1.0, requires_grad=True)
    theta_1 = torch.tensor(2.0, requires_grad=True)
    for _ in range(number_training_steps):
        loss = compute_loss(list_number_tasks, list_number_questions, theta_0, theta_1)
        (gradient_0,) = torch.autograd.grad(loss, theta_0)
        with torch.no_grad():
            theta_0 -= learning_rate * gradient_0

        loss = compute_loss(list_number_tasks, list_number_questions, theta_0, theta_1)
        (gradient_1,) = torch.autograd.grad(loss, theta_1)
        with torch.no_grad():
            theta_1 -= learning_rate * gradient_1
    return theta_0, theta_1
