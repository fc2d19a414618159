"""The history holds tensors and not Python numbers.

They print like numbers, and each of them can hold on to the graph it was computed with, 15,000 of
them at the end. What turns a tensor of one element into a Python number?
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
    for _ in range(epochs):
        loss = mse(f(x, params), y_true)
        loss.backward()
        optimizer.step()
        optimizer.zero_grad()
        history.append(loss)
    return history
