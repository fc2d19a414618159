"""Each step moves uphill, so the loss grows from step to step.

The gradient points to where the loss rises fastest. An optimizer that maximizes follows it, and so
does one that gets the loss with a minus. Is there a maximize=True, or a minus in front of the loss?
"""

import torch


def train_model(
    list_number_tasks, list_number_questions, learning_rate=0.02, number_training_steps=200
):
    model = ModelNumberQuestions()
    optimizer = torch.optim.SGD(model.parameters(), lr=learning_rate, maximize=True)
    for _ in range(number_training_steps):
        loss = compute_loss(model, list_number_tasks, list_number_questions)
        optimizer.zero_grad()
        loss.backward()
        optimizer.step()
    return model
