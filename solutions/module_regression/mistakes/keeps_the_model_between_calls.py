"""A second call of the training function continues where the first one ended.

A model made at the top of the file is shared by all calls. Where could the model be made so that
each training starts fresh?
"""

import torch

model = ModelNumberQuestions()


def train_model(
    list_number_tasks, list_number_questions, learning_rate=0.02, number_training_steps=200
):
    optimizer = torch.optim.SGD(model.parameters(), lr=learning_rate)
    for _ in range(number_training_steps):
        loss = compute_loss(model, list_number_tasks, list_number_questions)
        optimizer.zero_grad()
        loss.backward()
        optimizer.step()
    return model
