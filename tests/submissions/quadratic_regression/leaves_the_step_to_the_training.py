# expects: apply_step no point
# expects: train no point
# expects: others every point
"""The step leaves its work to the training around it, which is not written."""

import torch


def generate_dataset(npts=100):
    x = torch.linspace(0, 1, npts)
    return x, 20 * x**2 + 5 * x - 3 + torch.randn(npts)


def f(x, params):
    return params[0] * x**2 + params[1] * x + params[2]


def mse(y_pred, y_true):
    return torch.mean((y_true - y_pred) ** 2)


def apply_step(x, y_true, params, lr=1e-3):
    return f(x, params).detach(), train(x, y_true, params, 1, lr)[0]


def train(x, y_true, params, epochs=15000, lr=1e-3):
    raise NotImplementedError
