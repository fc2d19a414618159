# exercise: doubling
from functools import cache


def double(x):
    """Return x twice."""
    raise NotImplementedError


def quadruple(x):
    """What is below a function may use it."""
    return double(double(x))


fast_double = cache(double)

if __name__ == "__main__":
    print(double(4))
