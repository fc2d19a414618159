"""backward() stops with an error: the loss in the loop has no graph.

Under torch.no_grad() nothing is recorded, and a detached loss has lost its record. Both are for the
time after training. Which lines of the loop stand under no_grad(), or detach the loss?
"""

import torch


def train_model(
    list_number_tasks, list_number_questions, learning_rate=0.02, number_training_steps=200
):
    model = ModelNumberQuestions()
    optimizer = torch.optim.SGD(model.parameters(), lr=learning_rate)
    for _ in range(number_training_steps):
        with torch.no_grad():
            loss = compute_loss(model, list_number_tasks, list_number_questions)
        optimizer.zero_grad()
        loss.backward()
        optimizer.step()
    return model
