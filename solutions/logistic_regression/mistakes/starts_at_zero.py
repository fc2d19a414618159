"""Training starts from w = 0 and b = 0.

Another start leads to another place after the same number of steps. Where does the task say that
training starts?
"""

import torch


def train(x, labels, learning_rate, number_training_steps):
    w = torch.zeros((), requires_grad=True)
    b = torch.zeros((), requires_grad=True)
    for _ in range(number_training_steps):
        loss = binary_cross_entropy(predict(x, w, b), labels)
        loss.backward()
        with torch.no_grad():
            w -= learning_rate * w.grad
            b -= learning_rate * b.grad
        w.grad.zero_()
        b.grad.zero_()
    return w, b
