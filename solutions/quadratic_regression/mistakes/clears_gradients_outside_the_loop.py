"""In training, each epoch uses its own gradient plus those of all epochs before.

The gradient is cleared once for all epochs, and backward() adds to it in each of them. Which lines
are to be repeated, and does the clearing belong to them?
"""

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


def train(x, y_true, params, epochs=15000, lr=1e-3):
    optimizer = torch.optim.SGD([params], lr=lr)
    history = []
    optimizer.zero_grad()
    for _ in range(epochs):
        loss = mse(f(x, params), y_true)
        loss.backward()
        optimizer.step()
        history.append(loss.item())
    return history
