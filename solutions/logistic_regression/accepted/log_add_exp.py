# exercise: logistic_regression
"""The loss is ln(exp(0) + exp(z)), computed by logaddexp, minus z · y."""

import torch


def predict(x, w, b):
    return torch.add(torch.mul(x, w), b)


def binary_cross_entropy(logits, labels):
    return torch.mean(torch.logaddexp(torch.zeros_like(logits), logits) - logits * labels)


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
        w.grad.zero_()
        b.grad.zero_()
    return w, b
