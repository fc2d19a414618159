"""Training makes one step fewer than number_training_steps says.

When one step is asked for, the model comes back as it began. Either the loop starts at 1, or the
first step is made before there is a gradient. Where does the loop start and end, and with what?
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
