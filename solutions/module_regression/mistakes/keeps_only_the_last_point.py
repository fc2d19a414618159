"""Only the last point counts in the loss; the others are computed and then lost.

Each time around the loop, the new squared error replaces the old one. What should happen to the
errors of the earlier points?
"""

import torch


def compute_loss(model, list_number_tasks, list_number_questions):
    for tasks, questions in zip(list_number_tasks, list_number_questions):
        loss = (model(torch.tensor([float(tasks)])) - questions) ** 2
    return loss.mean() / len(list_number_tasks)
