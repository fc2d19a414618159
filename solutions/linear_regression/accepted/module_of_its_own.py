# exercise: linear_regression
"""The line is a module of its own with two nn.Parameter members."""

import torch
from torch import nn


class Line(nn.Module):
    def __init__(self):
        super().__init__()
        self.theta_0 = nn.Parameter(torch.tensor(1.0))
        self.theta_1 = nn.Parameter(torch.tensor(2.0))


def compute_loss(list_number_tasks, list_number_questions, theta_0, theta_1):
    tasks = torch.tensor(list_number_tasks, dtype=torch.float32)
    questions = torch.tensor(list_number_questions, dtype=torch.float32)
    predictions = theta_1 * tasks + theta_0
    return ((predictions - questions) ** 2).mean()


def train_parameters_linear_regression(
    list_number_tasks, list_number_questions, learning_rate=0.02, number_training_steps=200
):
    line = Line()
    optimizer = torch.optim.SGD(line.parameters(), lr=learning_rate)
    for _ in range(number_training_steps):
        loss = compute_loss(list_number_tasks, list_number_questions, line.theta_0, line.theta_1)
        optimizer.zero_grad()
        loss.backward()
        optimizer.step()
    return line.theta_0, line.theta_1
