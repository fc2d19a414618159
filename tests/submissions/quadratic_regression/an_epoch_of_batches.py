# expects: train loses points
# expects: train told trait leaves_something_to_chance
# expects: others every point
"""An epoch makes one step for each shuffled batch."""

import torch
from torch.utils.data import DataLoader, TensorDataset


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
    batches = DataLoader(TensorDataset(x, y_true), batch_size=4, shuffle=True)
    history = []
    for _ in range(epochs):
        losses = [apply_step(*batch, params, lr)[1] for batch in batches]
        history.append(sum(losses) / len(losses))
    return history
