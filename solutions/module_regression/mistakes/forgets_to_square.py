"""The loss is the mean of the errors themselves, with their signs.

Errors above and below the line then cancel, and as the line sinks, the loss falls below zero
without end. What turns -2 and -6 into a positive loss?
"""

import torch


def compute_loss(model, list_number_tasks, list_number_questions):
    tasks = torch.tensor(list_number_tasks, dtype=torch.float32)
    questions = torch.tensor(list_number_questions, dtype=torch.float32)
    return (model(tasks) - questions).mean()
