"""The steps of the training grow with the number of points.

The mean squared error divides by the number of points, and so does its gradient. Here the training
follows the sum. Where do the gradients of the points come together?
"""

import torch


def train_model(
    list_number_tasks, list_number_questions, learning_rate=0.02, number_training_steps=200
):
    model = ModelNumberQuestions()
    optimizer = torch.optim.SGD(model.parameters(), lr=learning_rate)
    for _ in range(number_training_steps):
        optimizer.zero_grad()
        for tasks, questions in zip(list_number_tasks, list_number_questions):
            compute_loss(model, [tasks], [questions]).backward()
        optimizer.step()
    return model
