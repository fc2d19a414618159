# expects: full marks
# exercise: logistic_regression
"""The accuracy is a number of numpy, and training returns one of its arrays."""

import numpy as np
import torch
import torch.nn.functional as F


def predict(x, w, b):
    return w * x + b


def binary_cross_entropy(logits, labels):
    return F.binary_cross_entropy_with_logits(logits, labels.float())


def accuracy(logits, labels):
    return np.mean((logits.detach().numpy() > 0) == labels.numpy())


def train(x, labels, learning_rate, number_training_steps):
    parameters = np.array([0.0, 1.0])
    design = np.stack([x.numpy(), np.ones(len(x))], axis=1)
    for _ in range(number_training_steps):
        errors = torch.sigmoid(torch.from_numpy(design @ parameters)).numpy() - labels.numpy()
        parameters -= learning_rate * errors @ design / len(x)
    return parameters
