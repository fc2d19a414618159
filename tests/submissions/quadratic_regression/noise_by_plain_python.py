# expects: full marks
# exercise: quadratic_regression
"""The data are lists of random.gauss, turned into tensors at the end."""

import random

import torch


def generate_dataset(npts=100):
    places = [i / (npts - 1) for i in range(npts)]
    heights = [20 * x * x + 5 * x - 3 + random.gauss(0, 1) for x in places]
    return torch.tensor(places), torch.tensor(heights)


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
