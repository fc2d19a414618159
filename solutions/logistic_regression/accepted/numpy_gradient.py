# exercise: logistic_regression
"""Training uses the derivative by hand on NumPy arrays."""

import numpy as np
import torch
import torch.nn.functional as F


def predict(x, w, b):
    return w * x + b


def binary_cross_entropy(logits, labels):
    return F.binary_cross_entropy_with_logits(logits, labels.float())


def accuracy(logits, labels):
    return ((logits > 0) == (labels == 1)).float().mean().item()


def train(x, labels, learning_rate, number_training_steps):
    points, targets = x.double().numpy(), labels.numpy()
    w, b = 0.0, 1.0
    for _ in range(number_training_steps):
        errors = 1 / (1 + np.exp(-(w * points + b))) - targets
        w, b = (
            w - learning_rate * np.mean(errors * points),
            b - learning_rate * np.mean(errors),
        )
    return torch.tensor([w, b]).unbind()
