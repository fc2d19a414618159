"""The parameters move after every point instead of once for all the data.

That is stochastic gradient descent, another method that takes another path. In full-batch descent,
one step looks at all the points together. Which loop could go?
"""

import torch


def train_parameters_linear_regression(
    list_number_tasks, list_number_questions, learning_rate=0.02, number_training_steps=200
):
    theta_0 = torch.tensor(1.0, requires_grad=True)
    theta_1 = torch.tensor(2.0, requires_grad=True)
    optimizer = torch.optim.SGD([theta_0, theta_1], lr=learning_rate)
    for _ in range(number_training_steps):
        for tasks, questions in zip(list_number_tasks, list_number_questions):
            optimizer.zero_grad()
            loss = compute_loss([tasks], [questions], theta_0, theta_1)
            loss.backward()
            optimizer.step()
    return theta_0, theta_1
