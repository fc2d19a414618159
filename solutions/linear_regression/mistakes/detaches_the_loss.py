"""The loss is a tensor with the right value, but it is cut off from theta_0 and theta_1.

A tensor made from a number, or a detached one, has no history for backward() to follow. What is the
last line where the graph is still attached?
"""

import torch


def compute_loss(list_number_tasks, list_number_questions, theta_0, theta_1):
    tasks = torch.tensor(list_number_tasks, dtype=torch.float32)
    questions = torch.tensor(list_number_questions, dtype=torch.float32)
    predictions = theta_1 * tasks + theta_0
    loss = ((predictions - questions) ** 2).mean()
    return torch.tensor(loss.item())
