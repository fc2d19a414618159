"""The history holds tensors instead of Python numbers.

They print like numbers. Unless they are detached, each holds on to the graph it was computed with:
15,000 of them at the end. What turns a tensor of one element into a Python number?
"""

import torch


def train(x, y_true, params, epochs=15000, lr=1e-3):
    optimizer = torch.optim.SGD([params], lr=lr)
    history = []
    for _ in range(epochs):
        loss = mse(f(x, params), y_true)
        loss.backward()
        optimizer.step()
        optimizer.zero_grad()
        history.append(loss)
    return history
