"""x has equal steps, but the last one ends before 1.

From 0 to 1 with both ends, there is one step fewer than there are points. How long is each step
then? For five points, each step is a quarter.
"""

import torch


def generate_dataset(npts=100):
    x = torch.arange(0, 1, 1 / npts)[:npts]
    y = 20 * x**2 + 5 * x - 3 + torch.randn(npts)
    return x, y
