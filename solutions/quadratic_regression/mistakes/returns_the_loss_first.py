"""The loss comes back first and the prediction second.

With y_pred, loss = apply_step(...), the two are swapped, and train collects predictions. In which
order does the docstring name them?
"""

import torch


def apply_step(x, y_true, params, lr=1e-3):
    y_pred = f(x, params)
    loss = mse(y_pred, y_true)
    loss.backward()
    with torch.no_grad():
        params -= lr * params.grad
    params.grad.zero_()
    return loss.item(), y_pred
