# expects: train_parameters_linear_regression told trait is_too_coarse
# expects: others every point
"""Everything is computed with three digits."""

import torch


def compute_loss(list_number_tasks, list_number_questions, theta_0, theta_1):
    tasks = torch.tensor(list_number_tasks, dtype=torch.float32)
    questions = torch.tensor(list_number_questions, dtype=torch.float32)
    return torch.mean((theta_0 + theta_1 * tasks - questions) ** 2)


def train_parameters_linear_regression(
    list_number_tasks, list_number_questions, learning_rate=0.02, number_training_steps=200
):
    tasks = torch.tensor(list_number_tasks, dtype=torch.half)
    questions = torch.tensor(list_number_questions, dtype=torch.half)
    theta = torch.tensor([1.0, 2.0], dtype=torch.half, requires_grad=True)
    for _ in range(number_training_steps):
        loss = ((theta[1] * tasks + theta[0] - questions) ** 2).mean()
        (gradient,) = torch.autograd.grad(loss, theta)
        with torch.no_grad():
            theta -= learning_rate * gradient
    return theta[0], theta[1]
