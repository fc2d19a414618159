"""The prediction multiplies theta_0 by the number of tasks and adds theta_1.

In this exercise one parameter is the height of the line at zero tasks, and the other is its slope.
The worked example, with predictions 3 and 5, shows which is which.
"""

import torch


def compute_loss(list_number_tasks, list_number_questions, theta_0, theta_1):
    tasks = torch.tensor(list_number_tasks, dtype=torch.float32)
    questions = torch.tensor(list_number_questions, dtype=torch.float32)
    predictions = theta_0 * tasks + theta_1
    return ((predictions - questions) ** 2).mean()
