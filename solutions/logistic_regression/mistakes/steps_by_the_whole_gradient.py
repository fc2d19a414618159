"""Every step is as long as the whole gradient.

The learning rate says which part of the gradient a step goes. Where does the update use the
learning rate?
"""

import torch


def train(x, labels, learning_rate, number_training_steps):
    w = torch.tensor(0.0, requires_grad=True)
    b = torch.tensor(1.0, requires_grad=True)
    for _ in range(number_training_steps):
        loss = binary_cross_entropy(predict(x, w, b), labels)
        loss.backward()
        with torch.no_grad():
            w -= w.grad
            b -= b.grad
        w.grad.zero_()
        b.grad.zero_()
    return w, b
