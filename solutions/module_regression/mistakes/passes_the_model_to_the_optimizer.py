"""The optimizer stops with an error: it cannot go through what it gets.

An optimizer takes the parameters, one after the other, and neither a model nor a method is a list
of them. What does the model return when its method parameters is called?
"""

import torch


def train_model(
    list_number_tasks, list_number_questions, learning_rate=0.02, number_training_steps=200
):
    model = ModelNumberQuestions()
    optimizer = torch.optim.SGD(model, lr=learning_rate)
    for _ in range(number_training_steps):
        loss = compute_loss(model, list_number_tasks, list_number_questions)
        optimizer.zero_grad()
        loss.backward()
        optimizer.step()
    return model
