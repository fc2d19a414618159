"""Training uses the twelve weeks of the course, whatever lists it is given.

The function receives its data as arguments, and other data should lead to another line. Which names
is the loss computed from?
"""

import torch

NUMBER_TASKS = [1, 2, 4, 4, 5, 6, 6, 6, 8, 8, 9, 10]
NUMBER_QUESTIONS = [5, 11, 21, 22, 26, 31, 32, 31, 41, 42, 48, 52]


def train_model(
    list_number_tasks, list_number_questions, learning_rate=0.02, number_training_steps=200
):
    model = ModelNumberQuestions()
    optimizer = torch.optim.SGD(model.parameters(), lr=learning_rate)
    for _ in range(number_training_steps):
        loss = compute_loss(model, NUMBER_TASKS, NUMBER_QUESTIONS)
        optimizer.zero_grad()
        loss.backward()
        optimizer.step()
    return model
