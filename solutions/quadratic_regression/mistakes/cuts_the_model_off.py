"""The prediction has the right values, but backward() finds no way from it to params.

Somewhere the values go on without their graph: torch.tensor(...), .item(), .tolist() and .detach()
keep the values, but not how they were computed. In which line of f does that happen?
"""

import torch


def f(x, params):
    a, b, c = torch.tensor(params.tolist(), requires_grad=True)
    return a * x**2 + b * x + c
