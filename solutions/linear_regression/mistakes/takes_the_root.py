"""The loss is the square root of the mean squared error.

The root is smallest for the same line, but its gradients have other lengths, so steps along them
end somewhere else. The worked example stops at 20, before any root.
"""

import torch


def compute_loss(list_number_tasks, list_number_questions, theta_0, theta_1):
    tasks = torch.tensor(list_number_tasks, dtype=torch.float32)
    questions = torch.tensor(list_number_questions, dtype=torch.float32)
    predictions = theta_1 * tasks + theta_0
    return torch.sqrt(((predictions - questions) ** 2).mean())
