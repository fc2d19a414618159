"""The parabola lies 6 too high: 3 is added instead of subtracted.

At x = 0 the first two terms vanish, and y lies around the constant. What is the constant in
README.md?
"""

import torch


def generate_dataset(npts=100):
    x = torch.linspace(0, 1, npts)
    y = 20 * x**2 + 5 * x + 3 + torch.randn(npts)
    return x, y
