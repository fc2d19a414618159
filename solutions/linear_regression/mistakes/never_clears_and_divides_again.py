"""Gradients add up over the steps, and each step is divided by the number of points once more.

There are two faults here: backward() adds to a .grad that is already there, and the mean has
divided by the number of points before. What does one step by hand give, and what two?
"""

import torch


def train_parameters_linear_regression(
    list_number_tasks, list_number_questions, learning_rate=0.02, number_training_steps=200
):
    number_points = len(list_number_tasks)
    theta_0 = torch.tensor(1.0, requires_grad=True)
    theta_1 = torch.tensor(2.0, requires_grad=True)
    for _ in range(number_training_steps):
        loss = compute_loss(list_number_tasks, list_number_questions, theta_0, theta_1)
        loss.backward()
        with torch.no_grad():
            theta_0 -= learning_rate * theta_0.grad / number_points
            theta_1 -= learning_rate * theta_1.grad / number_points
    return theta_0, theta_1
