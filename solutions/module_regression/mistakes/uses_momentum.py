"""The first step is right, and later ones go too far: the optimizer has momentum.

With momentum, a part of every step is repeated in the next. Plain gradient descent keeps nothing
from one step to the next. Which argument of the optimizer does that?
"""

import torch


def train_model(
    list_number_tasks, list_number_questions, learning_rate=0.02, number_training_steps=200
):
    model = ModelNumberQuestions()
    optimizer = torch.optim.SGD(model.parameters(), lr=learning_rate, momentum=0.9)
    for _ in range(number_training_steps):
        loss = compute_loss(model, list_number_tasks, list_number_questions)
        optimizer.zero_grad()
        loss.backward()
        optimizer.step()
    return model
