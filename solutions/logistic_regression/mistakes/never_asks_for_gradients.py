"""backward() in the training function finds no tensor that requires gradients.

Autograd keeps track only of what is computed from tensors that ask for it, and under no_grad() of
nothing. Do w and b require gradients when they are made, and where is the loss computed?
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
