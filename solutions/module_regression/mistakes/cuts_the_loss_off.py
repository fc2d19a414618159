"""The loss has the right value, but backward() finds no way from it to the parameters of the model.

A new tensor with requires_grad=True begins a graph of its own, and what was computed before has no
part in it. In which line does that happen?
"""

import torch


def compute_loss(model, list_number_tasks, list_number_questions):
    tasks = torch.tensor(list_number_tasks, dtype=torch.float32)
    questions = torch.tensor(list_number_questions, dtype=torch.float32)
    predictions = torch.tensor(model(tasks).tolist(), requires_grad=True)
    return ((predictions - questions) ** 2).mean()
