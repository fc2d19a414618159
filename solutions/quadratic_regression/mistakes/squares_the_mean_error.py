"""The mean is taken first and squared afterwards.

Errors of different sign cancel in a mean, so a curve that misses every point can have a loss of 0.
In the worked example, -1 and 2 are squared before anything is averaged.
"""


def mse(y_pred, y_true):
    return (y_pred - y_true).mean() ** 2
