"""Training takes the mean squared error of the probabilities.

Its gradient has another factor, p · (1 - p), and almost vanishes where the model is sure. Which
loss does the task name, and which function computes it?
"""

import torch


def train(x, labels, learning_rate, number_training_steps):
    w = torch.tensor(0.0, requires_grad=True)
    b = torch.tensor(1.0, requires_grad=True)
    for _ in range(number_training_steps):
        loss = ((torch.sigmoid(predict(x, w, b)) - labels) ** 2).mean()
        loss.backward()
        with torch.no_grad():
            w -= learning_rate * w.grad
            b -= learning_rate * b.grad
        w.grad.zero_()
        b.grad.zero_()
    return w, b
