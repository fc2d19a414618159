"""The model gets the questions, and its predictions are compared with the tasks.

The model predicts questions from tasks, and the other way round it is another line. Which list
comes first?
"""

import torch


def compute_loss(model, list_number_tasks, list_number_questions):
    tasks = torch.tensor(list_number_tasks, dtype=torch.float32)
    questions = torch.tensor(list_number_questions, dtype=torch.float32)
    return ((model(questions) - tasks) ** 2).mean()
