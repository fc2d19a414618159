"""Prediction and loss are right, and params holds the same values after the step as before.

Either the update goes to a copy (clone() makes one, and so does a computed value), or the gradient
is gone when the update comes. Which tensor does the update change, and what does its .grad hold
then?
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
    params = params.detach().clone().requires_grad_()
    y_pred = f(x, params)
    loss = mse(y_pred, y_true)
    loss.backward()
    with torch.no_grad():
        params -= lr * params.grad
    return y_pred, loss.item()


def train(x, y_true, params, epochs=15000, lr=1e-3):
    history = []
    for _ in range(epochs):
        _, loss = apply_step(x, y_true, params, lr)
        history.append(loss)
    return history
