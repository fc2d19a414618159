# expects: binary_cross_entropy named rounds_the_probability
# expects: others every point
# exercise: logistic_regression
"""The probabilities come first, and their logarithm is not finite everywhere."""

import torch
import torch.nn.functional as F


def predict(x, w, b):
    return w * x + b


def binary_cross_entropy(logits, labels):
    p = 1 / (1 + torch.exp(-logits))
    total = 0
    for probability, label in zip(p, labels):
        total = total - (label * probability.log() + (1 - label) * (1 - probability).log())
    return total / len(labels)


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
