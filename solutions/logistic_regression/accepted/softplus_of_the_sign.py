# exercise: logistic_regression
"""The loss is one softplus of the logit, with its sign turned for class 1."""

import torch
import torch.nn.functional as F


def predict(x, w, b):
    return w * x + b


def binary_cross_entropy(logits, labels):
    sign = 1 - 2 * labels
    return F.softplus(sign * logits).mean()


def accuracy(logits, labels):
    wrong = (logits > 0).int() - labels
    return 1 - wrong.abs().float().mean().item()


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
