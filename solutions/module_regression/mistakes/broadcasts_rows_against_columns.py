"""Every prediction is compared with every answer, not only with its own.

Subtracting a tensor of shape (n,) from one of shape (n, 1) gives a table of n times n errors. Which
shapes do predictions and answers have before the mean?
"""

import torch


def compute_loss(model, list_number_tasks, list_number_questions):
    tasks = torch.tensor(list_number_tasks, dtype=torch.float32)
    questions = torch.tensor(list_number_questions, dtype=torch.float32).reshape(-1, 1)
    return ((model(tasks) - questions) ** 2).mean()
