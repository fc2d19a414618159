# expects: train_model named never_moves
# expects: others every point
# exercise: module_regression
"""A copy is trained, and the model comes back."""

import copy

import torch


class ModelNumberQuestions(torch.nn.Module):
    def __init__(self):
        super().__init__()
        self.theta_0 = torch.nn.Parameter(torch.tensor(1.0))
        self.theta_1 = torch.nn.Parameter(torch.tensor(2.0))

    def forward(self, number_tasks):
        return self.theta_0 + self.theta_1 * number_tasks


def compute_loss(model, list_number_tasks, list_number_questions):
    tasks = torch.tensor(list_number_tasks, dtype=torch.float32)
    questions = torch.tensor(list_number_questions, dtype=torch.float32)
    return ((model(tasks) - questions) ** 2).mean()


def train_model(
    list_number_tasks, list_number_questions, learning_rate=0.02, number_training_steps=200
):
    model = ModelNumberQuestions()
    trained = copy.deepcopy(model)
    optimizer = torch.optim.SGD(trained.parameters(), lr=learning_rate)
    for _ in range(number_training_steps):
        loss = compute_loss(trained, list_number_tasks, list_number_questions)
        optimizer.zero_grad()
        loss.backward()
        optimizer.step()
    return model
