# expects: ModelNumberQuestions unnamed
# expects: ModelNumberQuestions says "is of type Parameter, and not registered"
# expects: train_model told nothing
# exercise: module_regression
"""The parameters are in a list, and two properties find them there."""

import torch


class ModelNumberQuestions(torch.nn.Module):
    def __init__(self):
        super().__init__()
        self.thetas = [torch.nn.Parameter(torch.tensor(1.0)), torch.nn.Parameter(torch.tensor(2.0))]

    @property
    def theta_0(self):
        return self.thetas[0]

    @property
    def theta_1(self):
        return self.thetas[1]

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
    optimizer = torch.optim.SGD(model.parameters(), lr=learning_rate)
    for _ in range(number_training_steps):
        loss = compute_loss(model, list_number_tasks, list_number_questions)
        optimizer.zero_grad()
        loss.backward()
        optimizer.step()
    return model
