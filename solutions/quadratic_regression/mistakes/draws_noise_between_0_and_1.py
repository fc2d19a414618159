"""The noise lies between 0 and 1, as torch.rand draws it.

Numbers from 0 to 1 push every y upwards, and all of them are equally likely. Standard normal noise
has mean 0, and small values are likelier than large ones. Which function draws standard normal
noise?
"""

import torch


def generate_dataset(npts=100):
    x = torch.linspace(0, 1, npts)
    y = 20 * x**2 + 5 * x - 3 + torch.rand(npts)
    return x, y
