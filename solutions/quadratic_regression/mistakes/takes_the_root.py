"""The loss is the square root of the mean squared error.

The root is smallest for the same parabola, but its gradient has another length, so a step along
it ends somewhere else. The worked example stops at the mean, before any root.
"""


def mse(y_pred, y_true):
    return ((y_pred - y_true) ** 2).mean().sqrt()
