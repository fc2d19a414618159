"""The returned loss is a numpy array instead of a Python number.

An array of one element prints like a number, but it is none: some functions refuse it, and a file
of losses cannot hold it. Which method of a tensor gives a Python number?
"""

import torch


def apply_step(x, y_true, params, lr=1e-3):
    y_pred = f(x, params)
    loss = mse(y_pred, y_true)
    loss.backward()
    with torch.no_grad():
        params -= lr * params.grad
    params.grad.zero_()
    return y_pred, loss.detach().numpy()
