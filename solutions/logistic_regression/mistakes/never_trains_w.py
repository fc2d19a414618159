"""b is trained, but w stays at 0.

With w = 0, every temperature has the same probability. Which parameters does each step change?
"""

import torch


def train(x, labels, learning_rate, number_training_steps):
    w = torch.tensor(0.0, requires_grad=True)
    b = torch.tensor(1.0, requires_grad=True)
    for _ in range(number_training_steps):
        loss = binary_cross_entropy(predict(x, w, b), labels)
        loss.backward()
        with torch.no_grad():
            b -= learning_rate * b.grad
        b.grad.zero_()
    return w, b
