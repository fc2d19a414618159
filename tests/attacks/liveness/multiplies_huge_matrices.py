# tries: matrix products without end inside torch
# exercise: linear_regression
import torch


def compute_loss(*arguments):
    matrix = torch.ones(4000, 4000)
    while True:
        matrix = matrix @ matrix


def train_parameters_linear_regression(*arguments, **keywords):
    tall = torch.ones(3_000_000, 1)
    return sum(torch.cdist(row[None], tall).sum() for row in tall)
