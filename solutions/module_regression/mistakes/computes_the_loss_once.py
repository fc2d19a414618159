"""The loss is computed once, before the loop, and the second step stops with an error.

backward() uses up the graph behind a loss, and a loss that was computed before a step does not know
of it. What belongs into every step?
"""

import torch


def train_model(
    list_number_tasks, list_number_questions, learning_rate=0.02, number_training_steps=200
):
    model = ModelNumberQuestions()
    optimizer = torch.optim.SGD(model.parameters(), lr=learning_rate)
    loss = compute_loss(model, list_number_tasks, list_number_questions)
    for _ in range(number_training_steps):
        optimizer.zero_grad()
        loss.backward()
        optimizer.step()
    return model
