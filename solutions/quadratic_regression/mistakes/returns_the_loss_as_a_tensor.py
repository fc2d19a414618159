"""The returned loss is a tensor instead of a Python number.

It prints like a number, but in a history, 15,000 such tensors can hold on to 15,000 graphs. What
turns a tensor of one element into a Python number?
"""

import torch


def apply_step(x, y_true, params, lr=1e-3):
    y_pred = f(x, params)
    loss = mse(y_pred, y_true)
    loss.backward()
    with torch.no_grad():
        params -= lr * params.grad
    params.grad.zero_()
    return y_pred, loss
