"""Training makes one step more than asked for.

range(n + 1) has n + 1 numbers, because it starts at 0. How often does the loop run when 0 steps are
asked for?
"""

import torch


def train(x, labels, learning_rate, number_training_steps):
    w = torch.tensor(0.0, requires_grad=True)
    b = torch.tensor(1.0, requires_grad=True)
    for _ in range(number_training_steps + 1):
        loss = binary_cross_entropy(predict(x, w, b), labels)
        loss.backward()
        with torch.no_grad():
            w -= learning_rate * w.grad
            b -= learning_rate * b.grad
        w.grad.zero_()
        b.grad.zero_()
    return w, b
