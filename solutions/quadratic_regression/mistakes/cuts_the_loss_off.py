"""The loss has the right value, but backward() finds no way from it to the predictions.

Somewhere the values go on without their graph: torch.tensor(...), .item() and .detach() keep the
values, but not how they were computed. In which line of mse does that happen?
"""

import torch


def mse(y_pred, y_true):
    return torch.tensor(((y_pred - y_true) ** 2).mean().item(), requires_grad=True)
