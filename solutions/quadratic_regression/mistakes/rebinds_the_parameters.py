"""params is a new tensor inside the function, and the caller's params never moves.

An assignment gives the name to another tensor; the one that was passed in keeps its values and
collects gradients. How does a change in place differ from an assignment?
"""

import torch


def apply_step(x, y_true, params, lr=1e-3):
    y_pred = f(x, params)
    loss = mse(y_pred, y_true)
    loss.backward()
    with torch.no_grad():
        params = params - lr * params.grad
    return y_pred, loss.item()
