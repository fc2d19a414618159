# exercise: logistic_regression
"""Logits, the binary cross-entropy, the accuracy, and gradient descent on the loss."""

import torch


def predict(x, w, b):
    """The logits w · x + b, of the shape of x."""
    return w * x + b


def binary_cross_entropy(logits, labels):
    """The mean of ln(1 + exp(logit)) − label · logit, which is right for all logits."""
    return (torch.nn.functional.softplus(logits) - labels * logits).mean()


def accuracy(logits, labels):
    """The fraction of logits on the side of 0 where the label is, as a Python float."""
    return ((logits > 0) == labels).float().mean().item()


def train(x, labels, learning_rate, number_training_steps):
    """The parameters (w, b) after full-batch gradient descent from (0, 1)."""
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
