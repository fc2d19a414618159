# expects: f told trait ignores_several_arguments
# expects: others every point
"""The parabola uses parameters from outside, not those it is called with."""

import torch

coefficients = torch.zeros(3, requires_grad=True)


def generate_dataset(npts=100):
    x = torch.linspace(0, 1, npts)
    return x, 20 * x**2 + 5 * x - 3 + torch.randn_like(x)


def f(x, params):
    a, b, c = coefficients
    return a * x**2 + b * x + c


def mse(y_pred, y_true):
    return torch.mean((y_true - y_pred) ** 2)


def apply_step(x, y_true, params, lr=1e-3):
    y_pred = f(x, params)
    loss = mse(y_pred, y_true)
    loss.backward()
    params.data -= lr * params.grad
    params.grad = None
    return y_pred, loss.item()


def train(x, y_true, params, epochs=15000, lr=1e-3):
    return [apply_step(x, y_true, params, lr)[1] for _ in range(epochs)]
