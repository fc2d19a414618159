"""Each step uses its own gradients plus those of all the steps before it.

So the first step is right and the second is not: backward() adds to the .grad that is there, and a
sum of losses has the gradients of all. Which method of the optimizer makes room for new gradients,
and which loss is backward() called on?
"""

import torch


def train_model(
    list_number_tasks, list_number_questions, learning_rate=0.02, number_training_steps=200
):
    model = ModelNumberQuestions()
    optimizer = torch.optim.SGD(model.parameters(), lr=learning_rate)
    for _ in range(number_training_steps):
        loss = compute_loss(model, list_number_tasks, list_number_questions)
        loss.backward()
        optimizer.step()
    return model
