# tries: small calls that make torch allocate far more than they are given
# exercise: linear_regression
import torch

MANY = 10**6


def compute_loss(tasks, *arguments):
    line = torch.ones(MANY)
    if len(tasks) > 2:
        return torch.cartesian_prod(line, line).sum()
    return (line[:, None] * line[None, :]).mean()


def train_parameters_linear_regression(tasks, *arguments, **keywords):
    if len(tasks) > 2:
        return torch.nn.functional.pad(torch.ones(1), (0, 2**40)), torch.eye(2**20)
    return torch.nn.functional.one_hot(torch.tensor([2**40])), torch.arange(2**40)
