"""The loss has the right value, but backward() finds no way from it to theta_0 and theta_1.

Somewhere the value goes on without its graph: torch.tensor(...), .item() and .detach() keep the
value, but not how it was computed. In which line of compute_loss does that happen?
"""

import torch


def compute_loss(list_number_tasks, list_number_questions, theta_0, theta_1):
    tasks = torch.tensor(list_number_tasks, dtype=torch.float32)
    questions = torch.tensor(list_number_questions, dtype=torch.float32)
    predictions = theta_1 * tasks + theta_0
    loss = ((predictions - questions) ** 2).mean()
    return torch.tensor(loss.item(), requires_grad=True)
