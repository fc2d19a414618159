# exercise: logistic_regression
"""The gradients come from torch.autograd.grad, so no .grad needs clearing."""

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
        gradient_w, gradient_b = torch.autograd.grad(loss, (w, b))
        with torch.no_grad():
            w.sub_(learning_rate * gradient_w)
            b.sub_(learning_rate * gradient_b)
    return w, b
