# expects: predict says "[False, True, True]"
# expects: predict loses points
# expects: others every point
# exercise: logistic_regression
"""The model returns classes, as True and False."""

import torch
import torch.nn.functional as F


def predict(x, w, b):
    return w * x + b > 0


def binary_cross_entropy(logits, labels):
    return F.binary_cross_entropy_with_logits(logits, labels.float())


def accuracy(logits, labels):
    return ((logits > 0) == labels).float().mean().item()


def train(x, labels, learning_rate, number_training_steps):
    w = torch.tensor(0.0, requires_grad=True)
    b = torch.tensor(1.0, requires_grad=True)
    optimizer = torch.optim.SGD([w, b], lr=learning_rate)
    for _ in range(number_training_steps):
        optimizer.zero_grad()
        binary_cross_entropy(w * x + b, labels).backward()
        optimizer.step()
    return w, b
