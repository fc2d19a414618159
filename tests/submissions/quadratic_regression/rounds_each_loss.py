# expects: train told trait rounds
# expects: train some points
# expects: others every point
"""The losses are rounded before they are kept."""

import torch


def generate_dataset(npts=100):
    x = torch.linspace(0, 1, npts)
    return x, 20 * x**2 + 5 * x - 3 + torch.randn(npts)


def f(x, params):
    a, b, c = params
    return a * x**2 + b * x + c


def mse(y_pred, y_true):
    return ((y_pred - y_true) ** 2).mean()


def apply_step(x, y_true, params, lr=1e-3):
    y_pred = f(x, params)
    loss = mse(y_pred, y_true)
    loss.backward()
    with torch.no_grad():
        params -= lr * params.grad
    params.grad = None
    return y_pred, loss.item()


def train(x, y_true, params, epochs=15000, lr=1e-3):
    return [round(apply_step(x, y_true, params, lr)[1], 4) for _ in range(epochs)]
