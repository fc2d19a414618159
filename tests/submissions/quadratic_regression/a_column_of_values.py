# expects: f told slip returns_another_shape
"""The values come back as a column."""

import torch


def generate_dataset(npts=100):
    x = torch.linspace(0, 1, npts)
    return x, 20 * x**2 + 5 * x - 3 + torch.randn(npts)


def f(x, params):
    return (params[0] * x * x + params[1] * x + params[2]).unsqueeze(1)


def mse(y_pred, y_true):
    return torch.mean((y_true - y_pred) ** 2)


def apply_step(x, y_true, params, lr=1e-3):
    y_pred = f(x, params)
    loss = mse(y_pred, y_true)
    (gradient,) = torch.autograd.grad(loss, params)
    with torch.no_grad():
        params -= lr * gradient
    return y_pred.detach(), loss.item()


def train(x, y_true, params, epochs=15000, lr=1e-3):
    return [apply_step(x, y_true, params, lr)[1] for _ in range(epochs)]
