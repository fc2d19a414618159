# expects: full marks
"""Options go by keyword, in another order, with another one of its own."""

import torch


def compute_loss(tasks, questions, /, theta_0, theta_1, *, reduction=torch.mean):
    return reduction((theta_1 * torch.tensor(tasks) + theta_0 - torch.tensor(questions)) ** 2)


def train_parameters_linear_regression(
    tasks, questions, *, number_training_steps=200, verbose=False, learning_rate=0.02
):
    theta_0, theta_1 = torch.tensor(1.0, requires_grad=True), torch.tensor(2.0, requires_grad=True)
    for _ in range(number_training_steps):
        loss = compute_loss(tasks, questions, theta_0, theta_1)
        loss.backward(inputs=[theta_0, theta_1])
        for theta in (theta_0, theta_1):
            theta.data = theta.data - learning_rate * theta.grad
            theta.grad = None
        if verbose:
            print(loss)
    return theta_0, theta_1
