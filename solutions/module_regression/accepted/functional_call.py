# exercise: module_regression
"""The gradients come from torch.func, and the model gets the parameters at the end."""

import torch
from torch.func import functional_call, grad


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
    x = torch.tensor(list_number_tasks, dtype=torch.float32)
    y = torch.tensor(list_number_questions, dtype=torch.float32)

    def loss(parameters):
        return torch.nn.functional.mse_loss(functional_call(model, parameters, (x,)), y)

    parameters = {name: p.detach().clone() for name, p in model.named_parameters()}
    for _ in range(number_training_steps):
        gradients = grad(loss)(parameters)
        parameters = {name: p - learning_rate * gradients[name] for name, p in parameters.items()}
    model.load_state_dict(parameters)
    return model
