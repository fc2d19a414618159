"""The loss averages the absolute errors, not their squares.

An absolute error pulls equally hard whether the miss is large or small. In the worked example, what
happens to each error before the mean?
"""

import torch


def compute_loss(model, list_number_tasks, list_number_questions):
    tasks = torch.tensor(list_number_tasks, dtype=torch.float32)
    questions = torch.tensor(list_number_questions, dtype=torch.float32)
    return (model(tasks) - questions).abs().mean()
