"""w multiplies the sum of x and b instead of x alone.

w · (x + b) is w · x + w · b: the offset then changes whenever w does. Which part of the formula
belongs to w?
"""


def predict(x, w, b):
    return w * (x + b)
