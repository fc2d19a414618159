"""The parameters come back exactly as they began.

Either no update is made, or there is no gradient to follow: it was cleared between backward() and
the update, or the loss was computed from copies of the parameters. Which tensors does the update
change, and what does their .grad hold at that moment?
"""

import torch


def train_parameters_linear_regression(
    list_number_tasks, list_number_questions, learning_rate=0.02, number_training_steps=200
):
    theta_0 = torch.tensor(1.0, requires_grad=True)
    theta_1 = torch.tensor(2.0, requires_grad=True)
    optimizer = torch.optim.SGD([theta_0, theta_1], lr=learning_rate)
    for _ in range(number_training_steps):
        loss = compute_loss(list_number_tasks, list_number_questions, theta_0, theta_1)
        loss.backward()
        optimizer.zero_grad()
        optimizer.step()
    return theta_0, theta_1
