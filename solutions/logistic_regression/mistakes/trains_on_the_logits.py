"""Training takes the mean squared distance of the logits from the labels.

That is linear regression on labels: it draws a line through 0 and 1. Which loss does the task name,
and which function computes it?
"""

import torch


def train(x, labels, learning_rate, number_training_steps):
    w = torch.tensor(0.0, requires_grad=True)
    b = torch.tensor(1.0, requires_grad=True)
    for _ in range(number_training_steps):
        loss = ((predict(x, w, b) - labels) ** 2).mean()
        loss.backward()
        with torch.no_grad():
            w -= learning_rate * w.grad
            b -= learning_rate * b.grad
        w.grad.zero_()
        b.grad.zero_()
    return w, b
