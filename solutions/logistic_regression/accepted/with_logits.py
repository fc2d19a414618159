# exercise: logistic_regression
"""The loss is PyTorch's own binary_cross_entropy_with_logits."""

import torch
import torch.nn.functional as F


def predict(x, w, b):
    return w * x + b


def binary_cross_entropy(logits, labels):
    return F.binary_cross_entropy_with_logits(logits, labels.float())


def accuracy(logits, labels):
    return ((logits > 0) == (labels == 1)).float().mean().item()


def train(x, labels, learning_rate, number_training_steps):
    w = torch.tensor(0.0, requires_grad=True)
    b = torch.tensor(1.0, requires_grad=True)
    for _ in range(number_training_steps):
        loss = binary_cross_entropy(predict(x, w, b), labels)
        loss.backward()
        with torch.no_grad():
            w -= learning_rate * w.grad
            b -= learning_rate * b.grad
        w.grad = None
        b.grad = None
    return w, b
