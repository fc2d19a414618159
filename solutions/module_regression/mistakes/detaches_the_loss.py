"""The loss is a tensor with the right value, but it is cut off from the parameters of the model.

A tensor made from a number, a detached one, or one computed under torch.no_grad() has no history
for backward() to follow. What is the last line where the graph is still attached?
"""

import torch


def compute_loss(model, list_number_tasks, list_number_questions):
    tasks = torch.tensor(list_number_tasks, dtype=torch.float32)
    questions = torch.tensor(list_number_questions, dtype=torch.float32)
    with torch.no_grad():
        return ((model(tasks) - questions) ** 2).mean()
