"""The noise is normal, but has only a tenth of the spread asked for.

Standard normal noise has standard deviation 1. Which factor are the random numbers multiplied by?
"""

import torch


def generate_dataset(npts=100):
    x = torch.linspace(0, 1, npts)
    y = 20 * x**2 + 5 * x - 3 + 0.1 * torch.randn(npts)
    return x, y
