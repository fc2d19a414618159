"""The step subtracts the gradient as it is, without the learning rate.

The gradient gives a direction; as a step it is far too long. What is the gradient multiplied by in
the worked example?
"""

import torch


def apply_step(x, y_true, params, lr=1e-3):
    y_pred = f(x, params)
    loss = mse(y_pred, y_true)
    loss.backward()
    with torch.no_grad():
        params -= params.grad
    params.grad.zero_()
    return y_pred, loss.item()
