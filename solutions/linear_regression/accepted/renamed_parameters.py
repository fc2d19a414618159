"""Both functions call their parameters by other names."""

import torch


def compute_loss(x, y, b, w):
    x = torch.tensor(x, dtype=torch.float32)
    y = torch.tensor(y, dtype=torch.float32)
    return ((w * x + b - y) ** 2).mean()


def train_parameters_linear_regression(x, y, lr=0.02, steps=200):
    b = torch.tensor(1.0, requires_grad=True)
    w = torch.tensor(2.0, requires_grad=True)
    for _ in range(steps):
        compute_loss(x, y, b, w).backward()
        with torch.no_grad():
            b -= lr * b.grad
            w -= lr * w.grad
        b.grad = None
        w.grad = None
    return b, w
