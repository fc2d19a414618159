"""The numbers x are drawn at random between 0 and 1.

Only the noise is random here. x is the same in every call: in order, with equal steps, from 0 to 1.
Which function makes numbers with equal steps?
"""

import torch


def generate_dataset(npts=100):
    x = torch.rand(npts)
    y = 20 * x**2 + 5 * x - 3 + torch.randn(npts)
    return x, y
