"""The noise is on x, and y lies exactly on the parabola.

x is known exactly and runs evenly from 0 to 1; only y is measured. Which of the two should the
random numbers be added to?
"""

import torch


def generate_dataset(npts=100):
    x = torch.linspace(0, 1, npts) + torch.randn(npts)
    y = 20 * x**2 + 5 * x - 3
    return x, y
