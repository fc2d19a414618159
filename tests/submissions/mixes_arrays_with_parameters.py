# expects: compute_loss says "A numpy array and a tensor do not mix"
# expects: compute_loss no point
# expects: train_parameters_linear_regression every point
"""The data are numpy arrays, the parameters tensors."""

import numpy as np
import torch


def compute_loss(list_number_tasks, list_number_questions, theta_0, theta_1):
    x = np.array(list_number_tasks, dtype=np.float32)
    y = np.array(list_number_questions, dtype=np.float32)
    return ((x * theta_1 + theta_0 - y) ** 2).mean()


def train_parameters_linear_regression(
    list_number_tasks, list_number_questions, learning_rate=0.02, number_training_steps=200
):
    theta_0 = torch.tensor(1.0, requires_grad=True)
    theta_1 = torch.tensor(2.0, requires_grad=True)
    for step in range(number_training_steps):
        loss = compute_loss(list_number_tasks, list_number_questions, theta_0, theta_1)
        loss.backward()
        with torch.no_grad():
            theta_0 -= learning_rate * theta_0.grad
            theta_1 -= learning_rate * theta_1.grad
        theta_0.grad = theta_1.grad = None
    return theta_0, theta_1
