# expects: f told slip takes_the_root
# expects: others every point
"""The data are made with f, which comes after them and takes a root."""

import torch


def generate_dataset(npts=100):
    x = torch.linspace(0, 1, npts, dtype=torch.float64)
    noise = torch.randn(npts, dtype=torch.float64)
    return x, f(x, (20.0, 5.0, -3.0)) + noise


def f(x, params):
    return ((params[0] * x + params[1]) * x + params[2]) ** 0.5


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


def train(x, y_true, params, epochs=15000, lr=1e-3):
    history = []
    for _ in range(epochs):
        _, loss = apply_step(x, y_true, params, lr)
        history.append(loss)
    return history
