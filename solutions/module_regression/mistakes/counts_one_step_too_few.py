"""The model comes back as it is before the last step.

When one step is asked for, it comes back as it began. Either the loop starts at 1, or the first
step is made before there is a gradient, or values come back that were kept before a step. Where
does the loop start and end, and with what?
"""

import torch


def train_model(
    list_number_tasks, list_number_questions, learning_rate=0.02, number_training_steps=200
):
    model = ModelNumberQuestions()
    optimizer = torch.optim.SGD(model.parameters(), lr=learning_rate)
    for _ in range(1, number_training_steps):
        loss = compute_loss(model, list_number_tasks, list_number_questions)
        optimizer.zero_grad()
        loss.backward()
        optimizer.step()
    return model
