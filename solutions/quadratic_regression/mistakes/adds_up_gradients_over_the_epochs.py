"""In training, each epoch uses its own gradient plus those of all epochs before it.

backward() adds to a .grad that is already there, so the first epoch is right and the second is not.
What should happen to a gradient once it has been used?
"""

import torch


def train(x, y_true, params, epochs=15000, lr=1e-3):
    history = []
    for _ in range(epochs):
        loss = mse(f(x, params), y_true)
        loss.backward()
        with torch.no_grad():
            params -= lr * params.grad
        history.append(loss.item())
    return history
