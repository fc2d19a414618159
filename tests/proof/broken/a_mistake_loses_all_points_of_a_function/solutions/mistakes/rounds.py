"""The double is a whole number."""


def double(x):
    return round(2 * x)
