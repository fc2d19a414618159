"""Training is right, but it leaves other points behind than it was given.

x is the caller's tensor: x -= ... changes it in place, for everybody. How can the points be shifted
without changing the caller's, and is it needed at all?
"""

import torch


def train(x, labels, learning_rate, number_training_steps):
    w = torch.tensor(0.0, requires_grad=True)
    b = torch.tensor(1.0, requires_grad=True)
    mean = x.mean()
    for _ in range(number_training_steps):
        logits = predict(x, w, b)
        loss = binary_cross_entropy(logits, labels)
        loss.backward()
        with torch.no_grad():
            w -= learning_rate * w.grad
            b -= learning_rate * b.grad
        w.grad.zero_()
        b.grad.zero_()
    x -= mean
    return w, b
