"""Training ends as soon as no prediction changes any more.

The accuracy stands still long before the loss does: the curve goes on moving while every point
keeps its class. How many steps does the task ask for?
"""

import torch


def train(x, labels, learning_rate, number_training_steps):
    w = torch.tensor(0.0, requires_grad=True)
    b = torch.tensor(1.0, requires_grad=True)
    before = None
    for _ in range(number_training_steps):
        logits = predict(x, w, b)
        if before == accuracy(logits, labels):
            break
        before = accuracy(logits, labels)
        loss = binary_cross_entropy(logits, labels)
        loss.backward()
        with torch.no_grad():
            w -= learning_rate * w.grad
            b -= learning_rate * b.grad
        w.grad.zero_()
        b.grad.zero_()
    return w, b
