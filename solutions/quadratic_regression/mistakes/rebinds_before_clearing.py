"""After the update, params.grad is None and cannot be cleared.

The assignment gave the name params to a new tensor, which never had a gradient; the caller's
params has not moved. How does a change in place differ from an assignment?
"""

import torch


def apply_step(x, y_true, params, lr=1e-3):
    y_pred = f(x, params)
    loss = mse(y_pred, y_true)
    loss.backward()
    with torch.no_grad():
        params = params - lr * params.grad
    params.grad.zero_()
    return y_pred, loss.item()
