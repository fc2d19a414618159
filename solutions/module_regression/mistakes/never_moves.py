"""The model comes back exactly as it began.

Either no step is made, or the optimizer holds the parameters of another model, or there is no
gradient to follow: backward() is missing, or the gradients are cleared between backward() and
step(). Which model do the loss, the optimizer and the return have, and what happens between two
losses?
"""

import torch


def train_model(
    list_number_tasks, list_number_questions, learning_rate=0.02, number_training_steps=200
):
    model = ModelNumberQuestions()
    optimizer = torch.optim.SGD(model.parameters(), lr=learning_rate)
    for _ in range(number_training_steps):
        loss = compute_loss(model, list_number_tasks, list_number_questions)
        optimizer.zero_grad()
        loss.backward()
    return model
