"""The loss averages the absolute errors, not their squares.

An absolute error pulls equally hard whether the miss is large or small. The worked example in
README.md shows what happens to each error before the mean.
"""


def mse(y_pred, y_true):
    return (y_pred - y_true).abs().mean()
