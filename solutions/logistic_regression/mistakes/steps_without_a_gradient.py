"""The step comes before any gradient is computed: w.grad is still None.

A loss alone changes no .grad. Which method goes from the loss back to the parameters?
"""

import torch


def train(x, labels, learning_rate, number_training_steps):
    w = torch.tensor(0.0, requires_grad=True)
    b = torch.tensor(1.0, requires_grad=True)
    losses = []
    for _ in range(number_training_steps):
        loss = binary_cross_entropy(predict(x, w, b), labels)
        losses.append(loss.item())
        with torch.no_grad():
            w -= learning_rate * w.grad
            b -= learning_rate * b.grad
        w.grad.zero_()
        b.grad.zero_()
    return w, b
