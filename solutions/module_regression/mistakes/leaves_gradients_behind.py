"""compute_loss leaves gradients in the model.

backward(retain_graph=True) adds to the .grad of every parameter, and a caller who calls backward()
again finds the sum of both. Which function of this exercise should call backward()?
"""

import torch


def compute_loss(model, list_number_tasks, list_number_questions):
    tasks = torch.tensor(list_number_tasks, dtype=torch.float32)
    questions = torch.tensor(list_number_questions, dtype=torch.float32)
    loss = ((model(tasks) - questions) ** 2).mean()
    loss.backward(retain_graph=True)
    return loss
