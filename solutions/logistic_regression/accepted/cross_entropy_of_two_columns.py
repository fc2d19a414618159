# exercise: logistic_regression
"""The loss is the cross-entropy of two classes, whose first logit is always 0."""

import torch
import torch.nn.functional as F


def predict(x, w, b):
    return w * x + b


def binary_cross_entropy(logits, labels):
    columns = torch.stack([torch.zeros_like(logits), logits], dim=1)
    return F.cross_entropy(columns, labels)


def accuracy(logits, labels):
    columns = torch.stack([torch.zeros_like(logits), logits], dim=1)
    return (columns.argmax(dim=1) == labels).float().mean().item()


def train(x, labels, learning_rate, number_training_steps):
    w = torch.tensor(0.0, requires_grad=True)
    b = torch.tensor(1.0, requires_grad=True)
    for _ in range(number_training_steps):
        loss = binary_cross_entropy(predict(x, w, b), labels)
        loss.backward()
        with torch.no_grad():
            w -= learning_rate * w.grad
            b -= learning_rate * b.grad
        w.grad.zero_()
        b.grad.zero_()
    return w, b
