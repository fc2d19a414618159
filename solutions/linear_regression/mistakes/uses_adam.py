"""The steps are about equally long for both parameters, as the Adam optimizer makes them.

Adam rescales each gradient by its own history, so it takes another path than gradient descent.
Which optimizer subtracts the learning rate times the gradient and nothing else?
"""

import torch


def train_parameters_linear_regression(
    list_number_tasks, list_number_questions, learning_rate=0.02, number_training_steps=200
):
    theta_0 = torch.tensor(1.0, requires_grad=True)
    theta_1 = torch.tensor(2.0, requires_grad=True)
    optimizer = torch.optim.Adam([theta_0, theta_1], lr=learning_rate)
    for _ in range(number_training_steps):
        optimizer.zero_grad()
        loss = compute_loss(list_number_tasks, list_number_questions, theta_0, theta_1)
        loss.backward()
        optimizer.step()
    return theta_0, theta_1
