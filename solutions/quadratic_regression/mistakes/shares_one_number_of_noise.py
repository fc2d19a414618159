"""All points of a dataset are shifted by the same random number.

One number for all moves the whole parabola up or down and leaves it smooth. How many random numbers
do npts points need?
"""

import torch


def generate_dataset(npts=100):
    x = torch.linspace(0, 1, npts)
    y = 20 * x**2 + 5 * x - 3 + torch.randn(1)
    return x, y
