# tries: to overflow comparisons with numbers at the borders of floats, and beyond them
# exercise: linear_regression
import sys

import torch

NUMBERS = [
    sys.float_info.max,
    -sys.float_info.max,
    5e-324,
    -0.0,
    10**400,
    -(10**4000),
    torch.tensor(3.4e38) * 10,
    torch.finfo(torch.float64).max,
    torch.tensor(2**63 - 1),
    torch.tensor([250], dtype=torch.uint8),
]
turn = 0


def compute_loss(tasks, questions, theta_0, theta_1):
    global turn
    turn += 1
    if turn % 2:
        return (theta_0 + theta_1) * 1e38
    return NUMBERS[turn // 2 % len(NUMBERS)]


def train_parameters_linear_regression(*arguments, **keywords):
    return NUMBERS[turn % len(NUMBERS)], 1e308
