# expects: full marks
# exercise: linear_regression
"""Both functions are other functions with some arguments filled in."""

from functools import partial

import torch


def distance(power, tasks, questions, theta_0, theta_1):
    return sum(abs(theta_1 * x + theta_0 - y) ** power for x, y in zip(tasks, questions)) / len(
        tasks
    )


def train(start, tasks, questions, learning_rate=0.02, number_training_steps=200):
    thetas = [torch.tensor(value, requires_grad=True) for value in start]
    optimizer = torch.optim.SGD(thetas, lr=learning_rate)
    for _ in range(number_training_steps):
        optimizer.zero_grad()
        compute_loss(tasks, questions, *thetas).backward()
        optimizer.step()
    return thetas


compute_loss = partial(distance, 2)
train_parameters_linear_regression = partial(train, (1.0, 2.0))
