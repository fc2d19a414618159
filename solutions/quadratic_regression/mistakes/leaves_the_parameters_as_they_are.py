"""Prediction and loss are right, but params holds the same values after the step as before.

Perhaps the update changes a copy (clone() makes one, and so does a computation), the gradient is
gone when the update comes, or no step is made. Which line changes params, and by how much?
"""

import torch


def apply_step(x, y_true, params, lr=1e-3):
    params = params.detach().clone().requires_grad_()
    y_pred = f(x, params)
    loss = mse(y_pred, y_true)
    loss.backward()
    with torch.no_grad():
        params -= lr * params.grad
    return y_pred, loss.item()
