"""The loss is half of the mean squared error.

Some books add a factor of 1/2 to cancel the 2 of the derivative. Every gradient is then half as
long. What should the sum of squares be divided by?
"""

import torch


def compute_loss(model, list_number_tasks, list_number_questions):
    tasks = torch.tensor(list_number_tasks, dtype=torch.float32)
    questions = torch.tensor(list_number_questions, dtype=torch.float32)
    return ((model(tasks) - questions) ** 2).mean() / 2
