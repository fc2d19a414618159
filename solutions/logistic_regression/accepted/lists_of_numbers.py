# exercise: logistic_regression
"""Points are lists in plain Python loops; only what needs gradients is a tensor."""

import math

import torch


def predict(x, w, b):
    return torch.stack([w * one + b for one in x])


def binary_cross_entropy(logits, labels):
    losses = []
    for logit, label in zip(logits, labels):
        signed = -logit if label == 1 else logit
        losses.append(torch.nn.functional.softplus(signed))
    return sum(losses) / len(losses)


def accuracy(logits, labels):
    right = 0
    for logit, label in zip(logits.tolist(), labels.tolist()):
        if (logit > 0 and label == 1) or (logit < 0 and label == 0):
            right += 1
    return right / len(labels)


def train(x, labels, learning_rate, number_training_steps):
    points = list(zip(x.tolist(), labels.tolist()))
    w, b = 0.0, 1.0
    for _ in range(number_training_steps):
        errors = [1 / (1 + math.exp(-(w * one + b))) - label for one, label in points]
        gradient_w = sum(error * one for error, (one, _) in zip(errors, points)) / len(points)
        gradient_b = sum(errors) / len(points)
        w -= learning_rate * gradient_w
        b -= learning_rate * gradient_b
    return w, b
