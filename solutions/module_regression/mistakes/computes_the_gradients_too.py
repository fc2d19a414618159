"""compute_loss calls backward() itself, so nobody can call it again.

backward() fills the gradients of the model and frees the graph behind the loss. The caller gets a
loss that leads nowhere. Which function of this exercise should call backward()?
"""

import torch


def compute_loss(model, list_number_tasks, list_number_questions):
    tasks = torch.tensor(list_number_tasks, dtype=torch.float32)
    questions = torch.tensor(list_number_questions, dtype=torch.float32)
    loss = ((model(tasks) - questions) ** 2).mean()
    loss.backward()
    return loss
