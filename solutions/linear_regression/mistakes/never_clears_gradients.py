"""Each step uses its own gradients plus those of all the steps before it.

So the first step is right and the second is not: backward() adds to the .grad that is there, and a
sum of losses has the gradients of all. What should .grad hold when a step begins, and which loss is
backward() called on?
"""

import torch


def train_parameters_linear_regression(
    list_number_tasks, list_number_questions, learning_rate=0.02, number_training_steps=200
):
    theta_0 = torch.tensor(1.0, requires_grad=True)
    theta_1 = torch.tensor(2.0, requires_grad=True)
    for _ in range(number_training_steps):
        loss = compute_loss(list_number_tasks, list_number_questions, theta_0, theta_1)
        loss.backward()
        with torch.no_grad():
            theta_0 -= learning_rate * theta_0.grad
            theta_1 -= learning_rate * theta_1.grad
    return theta_0, theta_1
