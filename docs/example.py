"""The submission that the examples in reference.md are about."""

import random

import torch


def double(x):
    """Return x twice."""
    return 2 * x


def loss(xs, ys, theta):
    """Return the mean squared error of the line y = theta * x."""
    xs, ys = torch.tensor(xs), torch.tensor(ys)
    return ((theta * xs - ys) ** 2).mean()


def softmax(logits):
    """Return the probability of each class."""
    powers = torch.exp(logits - logits.max())
    return powers / powers.sum()


def step(theta, learning_rate):
    """Move theta one step down its square, in place, and clear its gradient."""
    (theta**2).sum().backward()
    with torch.no_grad():
        theta -= learning_rate * theta.grad
    theta.grad.zero_()


def train(xs, ys, number_steps):
    """Return theta after that many steps from 0, and the loss before each of them."""
    theta, losses = torch.tensor(0.0, requires_grad=True), []
    for _ in range(number_steps):
        error = loss(xs, ys, theta)
        losses.append(error.item())
        error.backward()
        with torch.no_grad():
            theta -= 0.01 * theta.grad
        theta.grad.zero_()
    return theta, losses


def throw_dice(count):
    """Return what `count` dice show."""
    return [random.randint(1, 6) for _ in range(count)]
