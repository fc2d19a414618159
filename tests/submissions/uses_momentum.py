# expects: train_parameters_linear_regression told slip adds_momentum
# expects: others every point
"""Each step carries on some of the step before."""

import torch


def compute_loss(list_number_tasks, list_number_questions, theta_0, theta_1):
    tasks = torch.tensor(list_number_tasks, dtype=torch.float32)
    questions = torch.tensor(list_number_questions, dtype=torch.float32)
    return ((theta_1 * tasks + theta_0 - questions) ** 2).mean()


def train_parameters_linear_regression(
    list_number_tasks, list_number_questions, learning_rate=0.02, number_training_steps=200
):
    theta_0 = torch.tensor(1.0, requires_grad=True)
    theta_1 = torch.tensor(2.0, requires_grad=True)
    optimizer = torch.optim.SGD([theta_0, theta_1], lr=learning_rate, momentum=0.5)
    for _ in range(number_training_steps):
        optimizer.zero_grad()
        compute_loss(list_number_tasks, list_number_questions, theta_0, theta_1).backward()
        optimizer.step()
    return theta_0, theta_1
