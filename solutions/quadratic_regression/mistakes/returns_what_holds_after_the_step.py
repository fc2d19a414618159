"""Prediction and loss are both computed after the parameters have moved.

The ones from before are asked for: the loss of a step is the one that its gradient came from. Which
lines of apply_step are computed again after the update?
"""

import torch


def apply_step(x, y_true, params, lr=1e-3):
    y_pred = f(x, params)
    loss = mse(y_pred, y_true)
    loss.backward()
    with torch.no_grad():
        params -= lr * params.grad
    params.grad.zero_()
    with torch.no_grad():
        y_pred = f(x, params)
        loss = mse(y_pred, y_true)
    return y_pred, loss.item()
