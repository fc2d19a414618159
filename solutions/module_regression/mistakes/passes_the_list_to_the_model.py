"""The model gets a Python list and stops with an error.

A tensor multiplies each of its entries; a list does not know how. What has to be made of the list
before the model sees it?
"""

import torch


def compute_loss(model, list_number_tasks, list_number_questions):
    questions = torch.tensor(list_number_questions, dtype=torch.float32)
    return ((model(list_number_tasks) - questions) ** 2).mean()
