# expects: generate_dataset loses points
# expects: generate_dataset told nothing
"""The numbers x are drawn at random, and not between 0 and 1."""

import torch


def generate_dataset(npts=100):
    """Return x, evenly from 0 to 1, and y = 20x² + 5x − 3 with noise, both of shape [npts]."""
    x = torch.randn(npts)
    y = 20 * x**2 + 5 * x - 3 + torch.randn(npts)
    return x, y
