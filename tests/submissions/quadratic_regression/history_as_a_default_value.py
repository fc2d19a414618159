# expects: train named keeps_the_history_between_calls
"""The empty list is a default value, made once."""

import torch


def generate_dataset(npts=100):
    x = torch.linspace(0, 1, npts)
    y = 20 * x**2 + 5 * x - 3 + torch.randn(npts)
    return x, y


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
    params.grad.zero_()
    return y_pred, loss.item()


def train(x, y_true, params, epochs=15000, lr=1e-3, history=[]):
    for _ in range(epochs):
        y_pred, loss = apply_step(x, y_true, params, lr=lr)
        history.append(loss)
    return history
