"""The update finds None where the gradient should be.

Only backward() fills params.grad, and only if the loss was computed from params itself and not from
a copy. What happens between the loss and the update?
"""

import torch


def apply_step(x, y_true, params, lr=1e-3):
    y_pred = f(x, params)
    loss = mse(y_pred, y_true)
    with torch.no_grad():
        params -= lr * params.grad
    params.grad.zero_()
    return y_pred, loss.item()
