"""A second call of the training function continues where the first one ended.

What is made at the top of the file, or as a default value, is shared by all calls. Where could the
parameters be made so that each training starts fresh?
"""

import torch

theta_0 = torch.tensor(1.0, requires_grad=True)
theta_1 = torch.tensor(2.0, requires_grad=True)


def train_parameters_linear_regression(
    list_number_tasks, list_number_questions, learning_rate=0.02, number_training_steps=200
):
    optimizer = torch.optim.SGD([theta_0, theta_1], lr=learning_rate)
    for _ in range(number_training_steps):
        optimizer.zero_grad()
        loss = compute_loss(list_number_tasks, list_number_questions, theta_0, theta_1)
        loss.backward()
        optimizer.step()
    return theta_0.detach().clone(), theta_1.detach().clone()
