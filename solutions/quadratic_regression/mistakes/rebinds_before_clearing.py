"""params.grad is None when apply_step tries to clear it.

Before the first backward() there is no gradient. After params = params - ..., the name stands for a
new tensor, which never had one, while the caller's params has not moved. Which tensor is cleared,
and when?
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
