"""All arguments have other names, and training counts down."""

import torch
import torch.nn.functional as F


def predict(temperature, slope, offset):
    return offset + slope * temperature


def binary_cross_entropy(scores, targets):
    return F.binary_cross_entropy_with_logits(scores, targets.type_as(scores))


def accuracy(scores, targets):
    return (scores.gt(0).long() == targets).double().mean().item()


def train(temperature, targets, rate, steps):
    slope = torch.tensor(0.0, requires_grad=True)
    offset = torch.tensor(1.0, requires_grad=True)
    while steps > 0:
        binary_cross_entropy(predict(temperature, slope, offset), targets).backward()
        with torch.no_grad():
            slope.add_(slope.grad, alpha=-rate)
            offset.add_(offset.grad, alpha=-rate)
        slope.grad = offset.grad = None
        steps -= 1
    return slope, offset
