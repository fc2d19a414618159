"""The parameters move after every point instead of once for all the data.

That is stochastic gradient descent, another method that takes another path. In full-batch descent,
one step looks at all the points together. Which loop could go?
"""

import torch


def train_model(
    list_number_tasks, list_number_questions, learning_rate=0.02, number_training_steps=200
):
    model = ModelNumberQuestions()
    optimizer = torch.optim.SGD(model.parameters(), lr=learning_rate)
    for _ in range(number_training_steps):
        for tasks, questions in zip(list_number_tasks, list_number_questions):
            loss = compute_loss(model, [tasks], [questions])
            optimizer.zero_grad()
            loss.backward()
            optimizer.step()
    return model
