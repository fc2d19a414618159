# expects: f some points
# expects: f told trait changes_an_argument
# expects: others every point
"""The model rounds the parameters that it is given, after it has used them."""

import torch


def generate_dataset(npts=100):
    x = torch.linspace(0, 1, npts)
    return x, 20 * x**2 + 5 * x - 3 + torch.randn(npts)


def f(x, params):
    a, b, c = params
    y = a * x**2 + b * x + c
    params.data = params.data.round()
    return y


def mse(y_pred, y_true):
    return torch.nn.functional.mse_loss(y_pred, y_true)


def apply_step(x, y_true, params, lr=1e-3):
    y_pred = f(x, params)
    loss = mse(y_pred, y_true)
    loss.backward()
    params.data.sub_(params.grad, alpha=lr)
    params.grad = None
    return y_pred, loss.item()


def train(x, y_true, params, epochs=15000, lr=1e-3):
    return [apply_step(x, y_true, params, lr)[1] for _ in range(epochs)]
