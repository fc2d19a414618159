"""The solution."""

import math


def double(x):
    return math.prod((2, x))
