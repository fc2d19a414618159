"""b is moved by a gradient that is taken after w has been moved.

Both gradients of a step belong to the place where the step starts. How many losses does one step
need?
"""

import torch


def train(x, labels, learning_rate, number_training_steps):
    w = torch.tensor(0.0, requires_grad=True)
    b = torch.tensor(1.0, requires_grad=True)
    for _ in range(number_training_steps):
        loss = binary_cross_entropy(predict(x, w, b), labels)
        (gradient_w,) = torch.autograd.grad(loss, (w,))
        with torch.no_grad():
            w -= learning_rate * gradient_w
        loss = binary_cross_entropy(predict(x, w, b), labels)
        (gradient_b,) = torch.autograd.grad(loss, (b,))
        with torch.no_grad():
            b -= learning_rate * gradient_b
    return w, b
