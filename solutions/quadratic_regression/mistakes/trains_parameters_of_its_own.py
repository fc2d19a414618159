"""Training starts from its own zeros, and the params that was passed in never moves.

The caller chooses where to start, and looks into params when training is over. Which tensor do the
steps change?
"""

import torch


def train(x, y_true, params, epochs=15000, lr=1e-3):
    params = torch.zeros(3, requires_grad=True)
    history = []
    for _ in range(epochs):
        _, loss = apply_step(x, y_true, params, lr)
        history.append(loss)
    return history
