"""The submission that the examples in reference.md are about."""

import random

import torch


def double(x):
    """Return x twice."""
    return 2 * x


def length(xs, theta):
    """Return the length of the vector theta * xs."""
    return (theta * torch.tensor(xs)).square().sum().sqrt()


def correlation(xs, ys):
    """Return how much two lists rise and fall together, from -1 to 1."""
    return torch.corrcoef(torch.tensor([xs, ys]))[0, 1]


def softmax(logits):
    """Return the probability of each class."""
    powers = torch.exp(logits - logits.max())
    return powers / powers.sum()


def shrink(theta, factor):
    """Multiply theta by the factor, in place."""
    with torch.no_grad():
        theta *= factor


def add_gradient(theta):
    """Add the gradient of theta squared to what theta.grad holds."""
    theta.square().sum().backward()


def summary(xs):
    """Return the mean as a tensor, and the smallest and the largest number in a list."""
    return torch.tensor(xs).mean(), [min(xs), max(xs)]


def misses(guesses, labels):
    """Return for each guess whether it is another class than the label."""
    return guesses != labels


def share(mask):
    """Return which part of a mask is true, as a Python number."""
    return mask.float().mean().item()


def throw_dice(count):
    """Return what that many dice show."""
    return [random.randint(1, 6) for _ in range(count)]


def twice(function, x):
    """Apply a function two times."""
    return function(function(x))


def descend(theta, optimizer):
    """Make one step that makes theta squared smaller."""
    optimizer.zero_grad()
    theta.square().backward()
    optimizer.step()


class Line(torch.nn.Module):
    """A line through the origin, which counts how often it was called."""

    def __init__(self, slope):
        super().__init__()
        self.slope = torch.nn.Parameter(torch.tensor(slope))
        self.register_buffer("calls", torch.tensor(0.0))

    def forward(self, x):
        """Return where the line is at x."""
        self.calls += 1
        return self.slope * x


def evaluate(model, x):
    """Return what a model says in evaluation mode."""
    return model.eval()(x)


def measure(length, count):
    """Return that many measurements of a length, with normal errors of standard deviation 0.1."""
    return [random.gauss(length, 0.1) for _ in range(count)]


def drop_points(count):
    """Return that many places, drawn evenly from 0 to 1."""
    return torch.rand(count)


def classify(xs):
    """Return the class of each number, as learned from examples: 1 if it is positive, else 0."""
    return [int(x > 0.05) for x in xs]
