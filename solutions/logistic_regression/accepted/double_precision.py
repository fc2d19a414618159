# exercise: logistic_regression
"""Every tensor has double precision."""

import torch
import torch.nn.functional as F


def predict(x, w, b):
    return w.double() * x.double() + b.double()


def binary_cross_entropy(logits, labels):
    z = logits.double()
    return (F.softplus(z) - labels.double() * z).mean()


def accuracy(logits, labels):
    return ((logits > 0) == (labels == 1)).float().mean().item()


def train(x, labels, learning_rate, number_training_steps):
    w = torch.tensor(0.0, dtype=torch.float64, requires_grad=True)
    b = torch.tensor(1.0, dtype=torch.float64, requires_grad=True)
    for _ in range(number_training_steps):
        loss = binary_cross_entropy(predict(x, w, b), labels)
        loss.backward()
        with torch.no_grad():
            w -= learning_rate * w.grad
            b -= learning_rate * b.grad
        w.grad.zero_()
        b.grad.zero_()
    return w, b
