"""Every prediction is compared with every answer, not only with its own.

Subtracting a tensor of shape (n,) from one of shape (n, 1) gives a table of n times n errors. A
loop inside a loop does the same. How many errors are there before the mean?
"""

import torch


def compute_loss(list_number_tasks, list_number_questions, theta_0, theta_1):
    tasks = torch.tensor(list_number_tasks, dtype=torch.float32).reshape(-1, 1)
    questions = torch.tensor(list_number_questions, dtype=torch.float32)
    predictions = theta_1 * tasks + theta_0
    return torch.mean((predictions - questions) ** 2)
