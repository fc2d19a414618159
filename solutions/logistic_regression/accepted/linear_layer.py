# exercise: logistic_regression
"""The model is an nn.Linear layer, returned as its weight [1, 1] and bias [1]."""

import torch
from torch import nn


def predict(x, w, b):
    return w * x + b


def binary_cross_entropy(logits, labels):
    return nn.functional.binary_cross_entropy_with_logits(logits, labels.float())


def accuracy(logits, labels):
    return ((logits > 0) == (labels == 1)).float().mean().item()


def train(x, labels, learning_rate, number_training_steps):
    inputs = x.unsqueeze(1)
    targets = labels.float().unsqueeze(1)
    model = nn.Linear(1, 1)
    nn.init.zeros_(model.weight)
    nn.init.ones_(model.bias)
    criterion = nn.BCEWithLogitsLoss()
    optimizer = torch.optim.SGD(model.parameters(), lr=learning_rate)
    for _ in range(number_training_steps):
        optimizer.zero_grad()
        loss = criterion(model(inputs), targets)
        loss.backward()
        optimizer.step()
    return model.weight, model.bias
