# exercise: logistic_regression
"""Training uses the derivative by hand and returns a list of Python numbers."""

import torch
import torch.nn.functional as F


def predict(x, w, b):
    return w * x + b


def binary_cross_entropy(logits, labels):
    return F.binary_cross_entropy_with_logits(logits, labels.float())


def accuracy(logits, labels):
    return ((logits > 0) == (labels == 1)).float().mean().item()


def train(x, labels, learning_rate, number_training_steps):
    w, b = 0.0, 1.0
    for _ in range(number_training_steps):
        errors = torch.sigmoid(predict(x, w, b)) - labels
        gradient_w = (errors * x).mean().item()
        gradient_b = errors.mean().item()
        w = w - learning_rate * gradient_w
        b = b - learning_rate * gradient_b
    return [w, b]
