# exercise: module_regression
"""Each parameter has a group of its own in the optimizer, made in a function."""

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


def make_optimizer(model, learning_rate):
    return torch.optim.SGD(
        [{"params": [model.theta_0]}, {"params": [model.theta_1], "lr": learning_rate}],
        lr=learning_rate,
        foreach=True,
    )


def train_model(
    list_number_tasks, list_number_questions, learning_rate=0.02, number_training_steps=200
):
    model = ModelNumberQuestions()
    optimizer = make_optimizer(model, learning_rate)
    step = 0
    while step < number_training_steps:
        loss = compute_loss(model, list_number_tasks, list_number_questions)
        loss.backward()
        optimizer.step()
        optimizer.zero_grad()
        step += 1
    return model
