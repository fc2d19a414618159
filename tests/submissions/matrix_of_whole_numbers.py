# expects: train_parameters_linear_regression told error RuntimeError
# expects: train_parameters_linear_regression loses points
# expects: others every point
"""The design matrix has the type of the data, which may be whole numbers."""

import torch


def compute_loss(list_number_tasks, list_number_questions, theta_0, theta_1):
    tasks = torch.tensor(list_number_tasks, dtype=torch.float32)
    questions = torch.tensor(list_number_questions, dtype=torch.float32)
    return torch.mean((theta_0 + theta_1 * tasks - questions) ** 2)


def train_parameters_linear_regression(
    list_number_tasks, list_number_questions, learning_rate=0.02, number_training_steps=200
):
    tasks = torch.tensor(list_number_tasks)
    questions = torch.tensor(list_number_questions)
    matrix = torch.stack([torch.ones_like(tasks), tasks]).T
    theta = torch.tensor([1.0, 2.0], requires_grad=True)
    for _ in range(number_training_steps):
        torch.mean((matrix @ theta - questions) ** 2).backward()
        with torch.no_grad():
            theta -= learning_rate * theta.grad
        theta.grad = None
    return tuple(theta)
