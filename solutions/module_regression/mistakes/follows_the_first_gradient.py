"""All steps go in the direction of the first one, and are as long.

The loss, or its gradient, is computed once before the loop. After a step the gradient is another
one. What belongs into every step?
"""

import torch


def train_model(
    list_number_tasks, list_number_questions, learning_rate=0.02, number_training_steps=200
):
    model = ModelNumberQuestions()
    optimizer = torch.optim.SGD(model.parameters(), lr=learning_rate)
    loss = compute_loss(model, list_number_tasks, list_number_questions)
    loss.backward()
    for _ in range(number_training_steps):
        optimizer.step()
    return model
