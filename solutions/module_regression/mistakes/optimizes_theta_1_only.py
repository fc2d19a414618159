"""Only theta_1 moves; theta_0 keeps its start.

An optimizer moves the parameters that it was given when it was made, and no others. What gives the
optimizer all parameters of the model?
"""

import torch


def train_model(
    list_number_tasks, list_number_questions, learning_rate=0.02, number_training_steps=200
):
    model = ModelNumberQuestions()
    optimizer = torch.optim.SGD([model.theta_1], lr=learning_rate)
    for _ in range(number_training_steps):
        loss = compute_loss(model, list_number_tasks, list_number_questions)
        optimizer.zero_grad()
        loss.backward()
        optimizer.step()
    return model
