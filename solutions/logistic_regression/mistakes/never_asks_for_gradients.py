"""w and b do not require gradients, so backward() has nothing to compute.

Autograd keeps track only of what is computed from tensors that ask for it. What is said when w and
b are made?
"""

import torch


def train(x, labels, learning_rate, number_training_steps):
    w = torch.tensor(0.0)
    b = torch.tensor(1.0)
    for _ in range(number_training_steps):
        loss = binary_cross_entropy(predict(x, w, b), labels)
        loss.backward()
        with torch.no_grad():
            w -= learning_rate * w.grad
            b -= learning_rate * b.grad
        w.grad.zero_()
        b.grad.zero_()
    return w, b
