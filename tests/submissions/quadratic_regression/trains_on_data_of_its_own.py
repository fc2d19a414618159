# expects: train loses points
# expects: train told trait ignores_several_arguments
# expects: others every point
"""New points take the place of those that are passed in."""

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
    params.data -= lr * params.grad
    params.grad = None
    return y_pred, loss.item()


def train(x, y_true, params, epochs=15000, lr=1e-3):
    x, y_true = generate_dataset()
    history = []
    for _ in range(epochs):
        history.append(apply_step(x, y_true, params, lr)[1])
    return history
