# exercise: linear_regression
"""The gradient is a function of its own, made by torch.func.grad."""

import torch
from torch.func import grad


def compute_loss(list_number_tasks, list_number_questions, theta_0, theta_1):
    tasks = torch.tensor(list_number_tasks, dtype=torch.float32)
    questions = torch.tensor(list_number_questions, dtype=torch.float32)
    predictions = theta_1 * tasks + theta_0
    return ((predictions - questions) ** 2).mean()


def train_parameters_linear_regression(
    list_number_tasks, list_number_questions, learning_rate=0.02, number_training_steps=200
):
    gradient = grad(compute_loss, argnums=(2, 3))
    theta_0 = torch.tensor(1.0)
    theta_1 = torch.tensor(2.0)
    for _ in range(number_training_steps):
        gradient_0, gradient_1 = gradient(
            list_number_tasks, list_number_questions, theta_0, theta_1
        )
        theta_0 = theta_0 - learning_rate * gradient_0
        theta_1 = theta_1 - learning_rate * gradient_1
    return theta_0, theta_1
