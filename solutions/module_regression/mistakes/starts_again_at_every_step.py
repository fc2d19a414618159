"""Every step begins with a new model, so that only the last step counts.

A new model knows nothing of the steps before. What has to happen once before the loop, and what in
every step?
"""

import torch


def train_model(
    list_number_tasks, list_number_questions, learning_rate=0.02, number_training_steps=200
):
    for _ in range(number_training_steps):
        model = ModelNumberQuestions()
        optimizer = torch.optim.SGD(model.parameters(), lr=learning_rate)
        loss = compute_loss(model, list_number_tasks, list_number_questions)
        optimizer.zero_grad()
        loss.backward()
        optimizer.step()
    return model
