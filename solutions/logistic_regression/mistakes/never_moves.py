"""w and b are where they started, however many steps are asked for.

An optimizer moves what has a gradient, and skips the rest without a word. Which method computes the
gradients, and is it called in every step?
"""

import torch


def train(x, labels, learning_rate, number_training_steps):
    w = torch.tensor(0.0, requires_grad=True)
    b = torch.tensor(1.0, requires_grad=True)
    losses = []
    optimizer = torch.optim.SGD([w, b], lr=learning_rate)
    for _ in range(number_training_steps):
        optimizer.zero_grad()
        loss = binary_cross_entropy(predict(x, w, b), labels)
        losses.append(loss.item())
        optimizer.step()
    return w, b
