"""The dataset comes back as y and then x.

With x, y = generate_dataset(), the two are swapped. In which order does the docstring name them?
"""

import torch


def generate_dataset(npts=100):
    x = torch.linspace(0, 1, npts)
    y = 20 * x**2 + 5 * x - 3 + torch.randn(npts)
    return y, x
