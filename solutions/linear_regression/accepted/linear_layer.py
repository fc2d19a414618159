# exercise: linear_regression
"""The line is an nn.Linear layer, returned as its bias [1] and weight [1, 1]."""

import torch
from torch import nn


def compute_loss(list_number_tasks, list_number_questions, theta_0, theta_1):
    tasks = torch.tensor(list_number_tasks, dtype=torch.float32)
    questions = torch.tensor(list_number_questions, dtype=torch.float32)
    predictions = theta_1 * tasks + theta_0
    return ((predictions - questions) ** 2).mean()


def train_parameters_linear_regression(
    list_number_tasks, list_number_questions, learning_rate=0.02, number_training_steps=200
):
    x = torch.tensor(list_number_tasks, dtype=torch.float32).unsqueeze(1)
    y = torch.tensor(list_number_questions, dtype=torch.float32).unsqueeze(1)
    model = nn.Linear(1, 1)
    nn.init.constant_(model.bias, 1.0)
    nn.init.constant_(model.weight, 2.0)
    criterion = nn.MSELoss()
    optimizer = torch.optim.SGD(model.parameters(), lr=learning_rate)
    for _ in range(number_training_steps):
        optimizer.zero_grad()
        loss = criterion(model(x), y)
        loss.backward()
        optimizer.step()
    return model.bias, model.weight
