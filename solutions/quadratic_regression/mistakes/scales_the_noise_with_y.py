"""The noise is small where y is small, and grows with it.

A random number that is multiplied by y grows with y. Here the noise is standard normal at every x.
How should the noise be combined with y?
"""

import torch


def generate_dataset(npts=100):
    x = torch.linspace(0, 1, npts)
    y = 20 * x**2 + 5 * x - 3
    return x, y * (1 + 0.1 * torch.randn(npts))
