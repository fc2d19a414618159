# exercise: module_regression
"""The model inherits its forward from a class of all lines."""

import torch
from torch import nn


class Line(nn.Module):
    def __init__(self, intercept, slope):
        super().__init__()
        self.theta_0 = nn.Parameter(torch.tensor(intercept))
        self.theta_1 = nn.Parameter(torch.tensor(slope))

    def forward(self, x):
        return self.theta_1 * x + self.theta_0


class ModelNumberQuestions(Line):
    def __init__(self):
        super().__init__(1.0, 2.0)


def compute_loss(model, list_number_tasks, list_number_questions):
    tasks = torch.tensor(list_number_tasks, dtype=torch.float32)
    questions = torch.tensor(list_number_questions, dtype=torch.float32)
    return ((model(tasks) - questions) ** 2).mean()


def train_model(
    list_number_tasks, list_number_questions, learning_rate=0.02, number_training_steps=200
):
    model = ModelNumberQuestions()
    optimizer = torch.optim.SGD(model.parameters(), lr=learning_rate)
    for _ in range(number_training_steps):
        loss = compute_loss(model, list_number_tasks, list_number_questions)
        optimizer.zero_grad()
        loss.backward()
        optimizer.step()
    return model
