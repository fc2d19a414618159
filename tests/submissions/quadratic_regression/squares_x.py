# expects: generate_dataset loses points
# expects: generate_dataset told nothing
# expects: others every point
"""x runs from 0 to 1, in steps that grow."""

import torch


def generate_dataset(npts=100):
    """Return x, evenly from 0 to 1, and y = 20x² + 5x − 3 with noise, both of shape [npts]."""
    x = torch.linspace(0, 1, npts) ** 2
    y = 20 * x**2 + 5 * x - 3 + torch.randn(npts)
    return x, y


def f(x, params):
    """The parabola a·x² + b·x + c for params = (a, b, c), of the shape of x."""
    a, b, c = params
    return a * x**2 + b * x + c


def mse(y_pred, y_true):
    """The mean of the squared errors, a tensor of shape []."""
    return ((y_pred - y_true) ** 2).mean()


def apply_step(x, y_true, params, lr=1e-3):
    """One gradient step on params in place; the prediction and the loss from before it."""
    y_pred = f(x, params)
    loss = mse(y_pred, y_true)
    loss.backward()
    with torch.no_grad():
        params -= lr * params.grad
    params.grad = None
    return y_pred.detach(), loss.item()


def train(x, y_true, params, epochs=15000, lr=1e-3):
    """The loss of each epoch, as Python numbers; params end where the last step leads."""
    history = []
    for _ in range(epochs):
        _, loss = apply_step(x, y_true, params, lr)
        history.append(loss)
    return history
