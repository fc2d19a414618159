# expects: train told trait leaves_an_argument_alone
# expects: others every point
"""A layer of its own is trained, and the parameters stay."""

import torch


def generate_dataset(npts=100):
    x = torch.linspace(0, 1, npts)
    return x, 20 * x**2 + 5 * x - 3 + torch.randn(npts)


def f(x, params):
    return params[0] * x * x + params[1] * x + params[2]


def mse(y_pred, y_true):
    return torch.mean((y_true - y_pred) ** 2)


def apply_step(x, y_true, params, lr=1e-3):
    y_pred = f(x, params)
    loss = mse(y_pred, y_true)
    (gradient,) = torch.autograd.grad(loss, params)
    with torch.no_grad():
        params -= lr * gradient
    return y_pred.detach(), loss.item()


def train(x, y_true, params, epochs=15000, lr=1e-3):
    layer = torch.nn.Linear(2, 1)
    optimizer = torch.optim.SGD(layer.parameters(), lr=lr)
    inputs = torch.stack([x, x**2], dim=1)
    history = []
    for _ in range(epochs):
        optimizer.zero_grad()
        loss = mse(layer(inputs).squeeze(1), y_true)
        loss.backward()
        optimizer.step()
        history.append(loss.item())
    return history
