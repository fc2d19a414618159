# expects: apply_step loses points
# expects: apply_step told slip returns_one_part
# expects: others every point
"""A step returns no loss, and the training computes it again."""

import torch


def generate_dataset(npts=100):
    x = torch.linspace(0, 1, npts)
    return x, 20 * x**2 + 5 * x - 3 + torch.randn_like(x)


def f(x, params):
    return (params[0] * x + params[1]) * x + params[2]


def mse(y_pred, y_true):
    return torch.mean((y_true - y_pred) ** 2)


def apply_step(x, y_true, params, lr=1e-3, show=True):
    y_pred = f(x, params)
    loss = mse(y_pred, y_true)
    loss.backward()
    params.data -= lr * params.grad.data
    params.grad = None
    if show:
        print(loss.item())
    return y_pred


def train(x, y_true, params, epochs=15000, lr=1e-3):
    history = []
    for _ in range(epochs):
        y_pred = apply_step(x, y_true, params, lr, show=False)
        history.append(mse(y_pred, y_true).item())
    return history
