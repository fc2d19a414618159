"""The loss is the mean of the errors themselves, with their signs.

Errors above and below the line then cancel, and as the line sinks, the loss falls below zero
without end. In the worked example, -2 and -6 turn into a positive loss.
"""

import torch


def compute_loss(list_number_tasks, list_number_questions, theta_0, theta_1):
    tasks = torch.tensor(list_number_tasks, dtype=torch.float32)
    questions = torch.tensor(list_number_questions, dtype=torch.float32)
    predictions = theta_1 * tasks + theta_0
    return (predictions - questions).mean()
