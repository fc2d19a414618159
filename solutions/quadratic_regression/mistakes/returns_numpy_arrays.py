"""The numbers are right, but they come as numpy arrays or lists.

f combines x with params, which requires gradients, and PyTorch refuses to turn such a tensor into a
numpy array. x and y have to be tensors, too. What makes a tensor of an array or a list?
"""

import numpy as np


def generate_dataset(npts=100):
    x = np.linspace(0, 1, npts)
    y = 20 * x**2 + 5 * x - 3 + np.random.standard_normal(npts)
    return x, y
