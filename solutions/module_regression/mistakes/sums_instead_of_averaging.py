"""The loss adds up the squared errors and leaves the sum as it is.

A sum grows with the number of points, and so do its gradients and the steps. Which word of mean
squared error is still missing?
"""

import torch


def compute_loss(model, list_number_tasks, list_number_questions):
    tasks = torch.tensor(list_number_tasks, dtype=torch.float32)
    questions = torch.tensor(list_number_questions, dtype=torch.float32)
    return ((model(tasks) - questions) ** 2).sum()
