"""The loss comes back as a plain number instead of a tensor.

A number does not remember how it was computed, so backward() has nothing to follow. Where does the
tensor turn into a number?
"""

import torch


def compute_loss(list_number_tasks, list_number_questions, theta_0, theta_1):
    tasks = torch.tensor(list_number_tasks, dtype=torch.float32)
    questions = torch.tensor(list_number_questions, dtype=torch.float32)
    predictions = theta_1 * tasks + theta_0
    loss = ((predictions - questions) ** 2).mean()
    return loss.item()
