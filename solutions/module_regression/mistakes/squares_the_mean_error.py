"""The loss is the square of the mean error.

Errors above and below the line cancel before they are squared, so a line can miss every point and
have no loss. Which comes first, the square or the mean?
"""

import torch


def compute_loss(model, list_number_tasks, list_number_questions):
    tasks = torch.tensor(list_number_tasks, dtype=torch.float32)
    questions = torch.tensor(list_number_questions, dtype=torch.float32)
    return (model(tasks) - questions).mean() ** 2
