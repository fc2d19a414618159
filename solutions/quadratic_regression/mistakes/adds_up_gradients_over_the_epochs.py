"""In training, each epoch uses its own gradient plus those of all epochs before it.

So the first epoch is right and the second is not: backward() adds to the .grad that is there, and a
sum of losses has the gradients of all. What should happen to a used gradient, and which loss is
backward() called on?
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
