"""Only the loss comes back, without the prediction.

Two things are asked for: the prediction from before the step, and its loss. What does the last line
return?
"""

import torch


def apply_step(x, y_true, params, lr=1e-3):
    y_pred = f(x, params)
    loss = mse(y_pred, y_true)
    loss.backward()
    with torch.no_grad():
        params -= lr * params.grad
    params.grad.zero_()
    return loss.item()


def train(x, y_true, params, epochs=15000, lr=1e-3):
    history = []
    for _ in range(epochs):
        loss = apply_step(x, y_true, params, lr)
        history.append(loss)
    return history
