"""In training, each epoch uses its own gradient plus those of all epochs before it.

backward() adds to a .grad that is not cleared in every epoch, and a sum of losses has the gradients
of all. Which lines need to be repeated, and is the clearing one of them?
"""

import torch


def train(x, y_true, params, epochs=15000, lr=1e-3):
    optimizer = torch.optim.SGD([params], lr=lr)
    history = []
    optimizer.zero_grad()
    for _ in range(epochs):
        loss = mse(f(x, params), y_true)
        loss.backward()
        optimizer.step()
        history.append(loss.item())
    return history
