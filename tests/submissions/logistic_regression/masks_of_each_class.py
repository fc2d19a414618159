# expects: full marks
# exercise: logistic_regression
"""The labels become masks, and the losses of both classes are put together."""

import torch
import torch.nn.functional as F


def predict(x, w, b):
    return w * x + b


def binary_cross_entropy(logits, labels):
    alive = labels.bool()
    losses = torch.cat([F.softplus(-logits[alive]), F.softplus(logits[~alive])])
    return losses.mean()


def accuracy(logits, labels):
    return 1 - torch.logical_xor(logits > 0, labels.bool()).float().mean().item()


def train(x, labels, learning_rate, number_training_steps):
    w = torch.tensor(0.0, requires_grad=True)
    b = torch.tensor(1.0, requires_grad=True)
    optimizer = torch.optim.SGD([w, b], lr=learning_rate)
    for _ in range(number_training_steps):
        optimizer.zero_grad()
        binary_cross_entropy(predict(x, w, b), labels).backward()
        optimizer.step()
    return w, b
