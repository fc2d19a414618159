# exercise: quadratic_regression
"""All arguments have other names, and training counts down."""

import torch


def generate_dataset(n=100):
    inputs = torch.linspace(start=0.0, end=1.0, steps=n)
    return inputs, 20 * inputs.pow(2) + 5 * inputs - 3 + torch.randn_like(inputs)


def f(inputs, weights):
    return weights[0] * inputs.pow(2) + weights[1] * inputs + weights[2]


def mse(predicted, measured):
    return (predicted - measured).pow(2).sum() / predicted.numel()


def apply_step(inputs, measured, weights, learning_rate=0.001):
    predicted = f(inputs, weights)
    loss = mse(predicted, measured)
    loss.backward()
    with torch.no_grad():
        weights.add_(weights.grad, alpha=-learning_rate)
        weights.grad.zero_()
    return predicted, loss.item()


def train(inputs, measured, weights, steps=15_000, learning_rate=0.001):
    losses = []
    while steps > 0:
        losses += [apply_step(inputs, measured, weights, learning_rate)[1]]
        steps -= 1
    return losses
