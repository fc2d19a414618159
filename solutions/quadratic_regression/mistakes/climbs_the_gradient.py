"""The step follows the gradient, and the loss grows.

A gradient points to where the loss grows fastest. Which sign leads the other way? In the worked
example the first parameter goes from 3 to 2.86.
"""

import torch


def apply_step(x, y_true, params, lr=1e-3):
    y_pred = f(x, params)
    loss = mse(y_pred, y_true)
    loss.backward()
    with torch.no_grad():
        params += lr * params.grad
    params.grad.zero_()
    return y_pred, loss.item()
