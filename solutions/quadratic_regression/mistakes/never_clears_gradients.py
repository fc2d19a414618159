"""Each step uses its own gradient plus those of all the steps before it.

backward() adds to a .grad that is already there, so the first step is right and the second is not.
What should params.grad hold when the function returns?
"""

import torch


def apply_step(x, y_true, params, lr=1e-3):
    y_pred = f(x, params)
    loss = mse(y_pred, y_true)
    loss.backward()
    with torch.no_grad():
        params -= lr * params.grad
    return y_pred, loss.item()
