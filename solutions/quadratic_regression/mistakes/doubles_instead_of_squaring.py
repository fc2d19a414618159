"""The first term is a · 2 · x, not a · x².

2x and x² are equal at x = 0 and x = 2, and nowhere else. How does Python write a power?
"""


def f(x, params):
    a, b, c = params
    return a * 2 * x + b * x + c
