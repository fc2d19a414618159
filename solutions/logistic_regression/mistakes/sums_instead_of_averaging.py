"""The losses of all points are added up, but not divided by the number of points.

A sum grows with every point, and the steps with it. The mean does not. What is missing after the
sum?
"""

import torch


def binary_cross_entropy(logits, labels):
    return (torch.nn.functional.softplus(logits) - labels * logits).sum()
