"""The steps follow the gradient, and the loss grows.

A gradient points to where the loss grows fastest. Which sign leads the other way? In the worked
example the first step takes b from 1 to 0.8011.
"""

import torch


def train(x, labels, learning_rate, number_training_steps):
    w = torch.tensor(0.0, requires_grad=True)
    b = torch.tensor(1.0, requires_grad=True)
    for _ in range(number_training_steps):
        loss = binary_cross_entropy(predict(x, w, b), labels)
        loss.backward()
        with torch.no_grad():
            w += learning_rate * w.grad
            b += learning_rate * b.grad
        w.grad.zero_()
        b.grad.zero_()
    return w, b
