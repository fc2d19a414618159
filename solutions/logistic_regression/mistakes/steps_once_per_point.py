"""Training makes a step for every point, one after the other.

Then the second point meets parameters that the first one has already moved. A full batch is one
step for all points together. How many steps are made when one is asked for?
"""

import torch


def train(x, labels, learning_rate, number_training_steps):
    w = torch.tensor(0.0, requires_grad=True)
    b = torch.tensor(1.0, requires_grad=True)
    for _ in range(number_training_steps):
        for i in range(len(x)):
            loss = binary_cross_entropy(predict(x[i : i + 1], w, b), labels[i : i + 1])
            loss.backward()
            with torch.no_grad():
                w -= learning_rate * w.grad
                b -= learning_rate * b.grad
            w.grad.zero_()
            b.grad.zero_()
    return w, b
