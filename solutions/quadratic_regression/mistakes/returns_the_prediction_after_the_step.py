"""The returned prediction was made after the parameters had moved.

It does not belong to the loss beside it, which is from before the step. Which prediction did the
returned loss come from?
"""

import torch


def apply_step(x, y_true, params, lr=1e-3):
    loss = mse(f(x, params), y_true)
    loss.backward()
    with torch.no_grad():
        params -= lr * params.grad
    params.grad.zero_()
    return f(x, params), loss.item()
