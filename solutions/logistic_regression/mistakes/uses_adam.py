"""The steps are those of Adam, not of plain gradient descent.

Adam scales each gradient by its own history, so that the first step is as long as the learning rate
in every direction. Which optimizer moves by learning_rate times the gradient?
"""

import torch


def train(x, labels, learning_rate, number_training_steps):
    w = torch.tensor(0.0, requires_grad=True)
    b = torch.tensor(1.0, requires_grad=True)
    optimizer = torch.optim.Adam([w, b], lr=learning_rate)
    for _ in range(number_training_steps):
        optimizer.zero_grad()
        loss = binary_cross_entropy(predict(x, w, b), labels)
        loss.backward()
        optimizer.step()
    return w, b
