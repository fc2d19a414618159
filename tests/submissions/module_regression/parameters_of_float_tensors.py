# expects: full marks
# exercise: module_regression
"""Parameters of shape [1], with types, and a schedule that changes nothing."""

import torch
from torch import Tensor, nn


class ModelNumberQuestions(nn.Module):
    theta_0: nn.Parameter
    theta_1: nn.Parameter

    def __init__(self) -> None:
        super(ModelNumberQuestions, self).__init__()
        for place, start in enumerate([1.0, 2.0]):
            setattr(self, f"theta_{place}", nn.Parameter(torch.Tensor([start])))

    def forward(self, number_tasks: Tensor) -> Tensor:
        powers = torch.vander(number_tasks, N=2, increasing=True)
        return powers @ torch.cat([self.theta_0, self.theta_1])


def compute_loss(model, list_number_tasks, list_number_questions):
    tasks = torch.tensor(list_number_tasks, dtype=torch.float32)
    questions = torch.tensor(list_number_questions, dtype=torch.float32)
    return ((model(tasks) - questions) ** 2).mean()


def train_model(
    list_number_tasks, list_number_questions, learning_rate=0.02, number_training_steps=200
):
    model = ModelNumberQuestions()
    optimizer = torch.optim.SGD(model.parameters(), lr=learning_rate)
    scheduler = torch.optim.lr_scheduler.ConstantLR(optimizer, factor=1.0)
    for _ in range(number_training_steps):
        loss = compute_loss(model, list_number_tasks, list_number_questions)
        optimizer.zero_grad()
        loss.backward()
        optimizer.step()
        scheduler.step()
    return model
