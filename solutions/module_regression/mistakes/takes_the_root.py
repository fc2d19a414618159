"""The loss is the square root of the mean squared error.

The root is smallest for the same line, but its gradients have other lengths, so steps along them
end somewhere else. What is done after the mean in the worked example?
"""

import torch


def compute_loss(model, list_number_tasks, list_number_questions):
    tasks = torch.tensor(list_number_tasks, dtype=torch.float32)
    questions = torch.tensor(list_number_questions, dtype=torch.float32)
    return torch.sqrt(((model(tasks) - questions) ** 2).mean())
