"""x and y come back as columns of shape [npts, 1].

Together with a tensor of shape [npts], a column silently becomes a square table. The docstring asks
for one dimension. What adds the second dimension?
"""

import torch


def generate_dataset(npts=100):
    x = torch.linspace(0, 1, npts).unsqueeze(1)
    y = 20 * x**2 + 5 * x - 3 + torch.randn(npts, 1)
    return x, y
