# expects: generate_dataset named repeats_the_noise
"""A seed inside the function, of another library than usual."""

import numpy as np
import torch


def generate_dataset(npts=100):
    np.random.seed(7)
    x = np.linspace(0, 1, npts)
    y = 20 * x**2 + 5 * x - 3 + np.random.randn(npts)
    return torch.tensor(x), torch.tensor(y)


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


def train(x, y_true, params, epochs=15000, lr=1e-3):
    history = []
    for _ in range(epochs):
        _, loss = apply_step(x, y_true, params, lr)
        history.append(loss)
    return history
