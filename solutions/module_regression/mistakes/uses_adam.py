"""The steps are about equally long for both parameters, as the Adam optimizer makes them.

Adam rescales each gradient by its own history, so it takes another path than gradient descent.
Which optimizer subtracts the learning rate times the gradient and nothing else?
"""

import torch


def train_model(
    list_number_tasks, list_number_questions, learning_rate=0.02, number_training_steps=200
):
    model = ModelNumberQuestions()
    optimizer = torch.optim.Adam(model.parameters(), lr=learning_rate)
    for _ in range(number_training_steps):
        loss = compute_loss(model, list_number_tasks, list_number_questions)
        optimizer.zero_grad()
        loss.backward()
        optimizer.step()
    return model
