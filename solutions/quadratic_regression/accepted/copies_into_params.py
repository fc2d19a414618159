# exercise: quadratic_regression
"""The new values are copied into params; a seed at the top is harmless."""

import torch

torch.manual_seed(0)


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
    prediction = f(x, params)
    loss = mse(prediction, y_true)
    loss.backward()
    updated = params.detach() - lr * params.grad
    with torch.no_grad():
        params.copy_(updated)
    params.grad.fill_(0.0)
    return prediction.clone(), loss.tolist()


def train(x, y_true, params, epochs=15000, lr=1e-3):
    history = []
    for _ in range(epochs):
        _, loss = apply_step(x, y_true, params, lr)
        history.append(loss)
    return history
