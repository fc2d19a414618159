# exercise: logistic_regression
"""The loss is computed for each class alone and put together with where."""

import torch
import torch.nn.functional as F


def predict(x, w, b):
    return w * x + b


def binary_cross_entropy(logits, labels):
    return torch.where(labels == 1, F.softplus(-logits), F.softplus(logits)).mean()


def accuracy(logits, labels):
    right = torch.where(labels == 1, logits > 0, logits < 0)
    return right.sum().item() / right.numel()


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
