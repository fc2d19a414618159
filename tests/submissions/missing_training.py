# expects: train_parameters_linear_regression outcome missing
# expects: compute_loss every point
"""The training loop is not there."""

import torch


def compute_loss(list_number_tasks, list_number_questions, theta_0, theta_1):
    tasks = torch.tensor(list_number_tasks, dtype=torch.float32)
    questions = torch.tensor(list_number_questions, dtype=torch.float32)
    return ((theta_1 * tasks + theta_0 - questions) ** 2).mean()
