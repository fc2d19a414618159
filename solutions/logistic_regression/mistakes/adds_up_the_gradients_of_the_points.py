"""Each step uses the sum of the gradients of all points, not their mean.

backward() adds to .grad, so one call for each point adds all of them up. What is missing before the
step, or which loss has this gradient from the start?
"""

import torch


def train(x, labels, learning_rate, number_training_steps):
    w = torch.tensor(0.0, requires_grad=True)
    b = torch.tensor(1.0, requires_grad=True)
    for _ in range(number_training_steps):
        for i in range(len(x)):
            binary_cross_entropy(predict(x[i : i + 1], w, b), labels[i : i + 1]).backward()
        with torch.no_grad():
            w -= learning_rate * w.grad
            b -= learning_rate * b.grad
        w.grad.zero_()
        b.grad.zero_()
    return w, b
