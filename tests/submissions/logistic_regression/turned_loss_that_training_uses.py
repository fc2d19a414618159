# expects: binary_cross_entropy named turns_the_sign
# expects: train every point
# expects: others every point
# exercise: logistic_regression
"""The loss is negative, and the training that uses it climbs."""

import torch
import torch.nn.functional as F


def predict(x, w, b):
    return w * x + b


def binary_cross_entropy(logits, labels):
    return -F.binary_cross_entropy_with_logits(logits, labels.float())


def accuracy(logits, labels):
    return ((logits > 0) == labels).float().mean().item()


def train(x, labels, learning_rate, number_training_steps):
    w = torch.tensor(0.0, requires_grad=True)
    b = torch.tensor(1.0, requires_grad=True)
    optimizer = torch.optim.SGD([w, b], lr=learning_rate)
    for _ in range(number_training_steps):
        optimizer.zero_grad()
        binary_cross_entropy(predict(x, w, b), labels).backward()
        optimizer.step()
    return w, b
