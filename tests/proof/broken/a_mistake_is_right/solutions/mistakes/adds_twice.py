"""x is added to x."""


def double(x):
    return x + x
