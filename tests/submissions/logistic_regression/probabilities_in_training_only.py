# expects: train named passes_probabilities_to_the_loss
# expects: others every point
# exercise: logistic_regression
"""In training, the sigmoid counts twice."""

import torch
import torch.nn.functional as F


def predict(x, w, b):
    return w * x + b


def binary_cross_entropy(logits, labels):
    return F.binary_cross_entropy_with_logits(logits, labels.float())


def accuracy(logits, labels):
    return ((logits > 0) == labels).float().mean().item()


def train(x, labels, learning_rate, number_training_steps):
    w = torch.tensor(0.0, requires_grad=True)
    b = torch.tensor(1.0, requires_grad=True)
    optimizer = torch.optim.SGD([w, b], lr=learning_rate)
    for _ in range(number_training_steps):
        optimizer.zero_grad()
        binary_cross_entropy(predict(x, w, b).sigmoid(), labels).backward()
        optimizer.step()
    return w, b
