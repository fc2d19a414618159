# tries: 64 GiB at once from numpy: ones, zeros, an outer product
# exercise: linear_regression
import numpy as np


def compute_loss(*arguments):
    array = np.ones(8 << 30)
    print("ESCAPED: 64 GiB of memory", array[-1])


def train_parameters_linear_regression(*arguments, **keywords):
    line = np.arange(92_000.0)
    product = np.multiply.outer(line, line)
    print("ESCAPED: 63 GiB of memory", product[-1, -1])
