# expects: apply_step loses points
# expects: apply_step told slip takes_something_else_for_the_gradient
# expects: others every point
"""The loss is subtracted where the gradient belongs."""

import torch


def generate_dataset(npts=100):
    x = torch.linspace(0, 1, npts)
    return x, 20 * x**2 + 5 * x - 3 + torch.randn_like(x)


def f(x, params):
    return (params[0] * x + params[1]) * x + params[2]


def mse(y_pred, y_true):
    return torch.mean((y_true - y_pred) ** 2)


def apply_step(x, y_true, params, lr=1e-3):
    y_pred = f(x, params)
    loss = mse(y_pred, y_true)
    loss.backward()
    params.data -= lr * loss.detach()
    params.grad = None
    return y_pred, loss.item()


def train(x, y_true, params, epochs=15000, lr=1e-3):
    return [apply_step(x, y_true, params, lr)[1] for _ in range(epochs)]
