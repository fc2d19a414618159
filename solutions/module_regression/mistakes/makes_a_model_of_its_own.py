"""The loss is that of a new model, not of the one that it gets.

It has the right value as long as the model is new. But its gradients reach other parameters, and no
training changes it. Which model does the argument hold?
"""

import torch


def compute_loss(model, list_number_tasks, list_number_questions):
    model = ModelNumberQuestions()
    tasks = torch.tensor(list_number_tasks, dtype=torch.float32)
    questions = torch.tensor(list_number_questions, dtype=torch.float32)
    return ((model(tasks) - questions) ** 2).mean()
