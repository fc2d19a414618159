# exercise: module_regression
"""The line is F.linear of a column, and the loss is F.mse_loss."""

import torch
import torch.nn.functional as F


class ModelNumberQuestions(torch.nn.Module):
    def __init__(self):
        super().__init__()
        self.theta_0 = torch.nn.Parameter(torch.tensor(1.0))
        self.theta_1 = torch.nn.Parameter(torch.tensor(2.0))

    def forward(self, number_tasks):
        x = number_tasks.reshape(-1, 1)
        return F.linear(x, self.theta_1.reshape(1, 1), self.theta_0.reshape(1)).squeeze(1)


def compute_loss(model, list_number_tasks, list_number_questions):
    tasks = torch.tensor(list_number_tasks, dtype=torch.float32)
    questions = torch.tensor(list_number_questions, dtype=torch.float32)
    return F.mse_loss(model(tasks), questions)


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
