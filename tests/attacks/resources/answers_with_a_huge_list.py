# tries: answers of 100 MB: a list, a tensor, text, a numpy array
# exercise: linear_regression
import numpy as np
import torch


def compute_loss(tasks, *arguments):
    return [0.123456789] * 10_000_000 if len(tasks) > 2 else "x" * 100_000_000


def train_parameters_linear_regression(tasks, *arguments, **keywords):
    if len(tasks) > 2:
        return torch.rand(12_000_000), torch.rand(12_000_000)
    return np.random.rand(12_000_000), (0.0,) * 99_998
