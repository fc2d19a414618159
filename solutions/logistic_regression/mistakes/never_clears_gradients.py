"""Each step uses its own gradients plus those of all steps before it.

So the first step is right and the second is not: backward() adds to the .grad that is there, and a
sum of losses has the gradients of all. What should happen to a gradient once it has been used, and
which loss is backward() called on?
"""

import torch


def train(x, labels, learning_rate, number_training_steps):
    w = torch.tensor(0.0, requires_grad=True)
    b = torch.tensor(1.0, requires_grad=True)
    for _ in range(number_training_steps):
        loss = binary_cross_entropy(predict(x, w, b), labels)
        loss.backward()
        with torch.no_grad():
            w -= learning_rate * w.grad
            b -= learning_rate * b.grad
    return w, b
