"""Training returns the losses of its steps, not the parameters.

Losses show how training went. What it was made for are w and b, where the last step leads. Which
names does the return statement list?
"""

import torch


def train(x, labels, learning_rate, number_training_steps):
    w = torch.tensor(0.0, requires_grad=True)
    b = torch.tensor(1.0, requires_grad=True)
    losses = []
    for _ in range(number_training_steps):
        loss = binary_cross_entropy(predict(x, w, b), labels)
        loss.backward()
        with torch.no_grad():
            w -= learning_rate * w.grad
            b -= learning_rate * b.grad
        w.grad.zero_()
        b.grad.zero_()
        losses.append(loss.item())
    return losses
