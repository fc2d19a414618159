# expects: train told trait leaves_an_argument_alone
# expects: train no point
# expects: others every point
"""A layer with a random start is trained, and the parameters that are given stay as they are."""

import torch


def generate_dataset(npts=100):
    x = torch.linspace(0, 1, npts)
    return x, 20 * x**2 + 5 * x - 3 + torch.randn(npts)


def f(x, params):
    return params[0] * x**2 + params[1] * x + params[2]


def mse(y_pred, y_true):
    return torch.nn.functional.mse_loss(y_pred, y_true)


def apply_step(x, y_true, params, lr=1e-3):
    y_pred = f(x, params)
    loss = mse(y_pred, y_true)
    (gradient,) = torch.autograd.grad(loss, params)
    params.data.sub_(lr * gradient)
    return y_pred, loss.item()


def train(x, y_true, params, epochs=15000, lr=1e-3):
    layer = torch.nn.Linear(2, 1)
    optimizer = torch.optim.SGD(layer.parameters(), lr=lr)
    powers = torch.stack([x**2, x], dim=1)
    losses = []
    for _ in range(epochs):
        optimizer.zero_grad()
        loss = mse(layer(powers).squeeze(1), y_true)
        loss.backward()
        optimizer.step()
        losses.append(loss.item())
    return losses
