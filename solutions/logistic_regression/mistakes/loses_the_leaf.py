"""The second step finds no gradient: w and b are no leaves any more.

w = w - ... makes a new tensor, and under no_grad it does not require gradients. How can the values
change while the tensors stay the same?
"""

import torch


def train(x, labels, learning_rate, number_training_steps):
    w = torch.tensor(0.0, requires_grad=True)
    b = torch.tensor(1.0, requires_grad=True)
    for _ in range(number_training_steps):
        loss = binary_cross_entropy(predict(x, w, b), labels)
        loss.backward()
        with torch.no_grad():
            w = w - learning_rate * w.grad
            b = b - learning_rate * b.grad
    return w, b
