# expects: predict some points
# expects: predict told trait changes_an_argument
# expects: others every point
"""Each prediction moves b a little, after it was computed."""

import torch


def predict(x, w, b):
    logits = w * x + b
    b.data += 0.001
    return logits


def binary_cross_entropy(logits, labels):
    return (torch.nn.functional.softplus(logits) - labels * logits).mean()


def accuracy(logits, labels):
    return ((logits > 0) == labels).float().mean().item()


def train(x, labels, learning_rate, number_training_steps):
    w, b = torch.tensor(0.0, requires_grad=True), torch.tensor(1.0, requires_grad=True)
    for _ in range(number_training_steps):
        gradients = torch.autograd.grad(binary_cross_entropy(predict(x, w, b), labels), (w, b))
        with torch.no_grad():
            for one, gradient in zip((w, b), gradients):
                one -= learning_rate * gradient
    return w, b
