# expects: apply_step told mistake rebinds_before_clearing
# expects: apply_step never says "The assignment"
# expects: f every point
# expects: mse every point
"""The gradient is cleared first, where there is none yet."""

import torch


def f(x, params):
    """The parabola a·x² + b·x + c for params = (a, b, c), of the shape of x."""
    a, b, c = params
    return a * x**2 + b * x + c


def mse(y_pred, y_true):
    """The mean of the squared errors, a tensor of shape []."""
    return ((y_pred - y_true) ** 2).mean()


def apply_step(x, y_true, params, lr=1e-3):
    """One gradient step on params in place; the prediction and the loss from before it."""
    params.grad.zero_()
    y_pred = f(x, params)
    loss = mse(y_pred, y_true)
    loss.backward()
    with torch.no_grad():
        params -= lr * params.grad
    params.grad = None
    return y_pred.detach(), loss.item()
