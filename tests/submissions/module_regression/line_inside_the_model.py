# expects: full marks
# exercise: module_regression
"""The values come from another module, and are registered under the right names."""

import torch


class Start(torch.nn.Module):
    def __init__(self):
        super().__init__()
        self.values = torch.nn.ParameterList([torch.ones(()), 2 * torch.ones(())])


class ModelNumberQuestions(torch.nn.Module):
    def __init__(self):
        super().__init__()
        self.theta_0, self.theta_1 = Start().values

    def forward(self, number_tasks):
        theta = dict(self.named_parameters())
        return theta["theta_0"] + theta["theta_1"] * number_tasks


def compute_loss(model, list_number_tasks, list_number_questions):
    tasks = torch.tensor(list_number_tasks, dtype=torch.float32)
    questions = torch.tensor(list_number_questions, dtype=torch.float32)
    return ((model(tasks) - questions) ** 2).mean()


def train_model(
    list_number_tasks, list_number_questions, learning_rate=0.02, number_training_steps=200
):
    model = ModelNumberQuestions()
    optimizer = torch.optim.SGD(
        [parameter for _, parameter in model.named_parameters()], lr=learning_rate
    )
    for _ in range(number_training_steps):
        loss = compute_loss(model, list_number_tasks, list_number_questions)
        optimizer.zero_grad()
        loss.backward()
        optimizer.step()
    return model
