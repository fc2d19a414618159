"""The loss averages the absolute errors, not their squares.

An absolute error pulls equally hard whether the miss is large or small. The worked example in
README.md shows what happens to each error before the mean.
"""

import torch


def compute_loss(list_number_tasks, list_number_questions, theta_0, theta_1):
    tasks = torch.tensor(list_number_tasks, dtype=torch.float32)
    questions = torch.tensor(list_number_questions, dtype=torch.float32)
    predictions = theta_1 * tasks + theta_0
    return (predictions - questions).abs().mean()
