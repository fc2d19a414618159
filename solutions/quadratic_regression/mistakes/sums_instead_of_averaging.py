"""The loss adds up the squared errors and leaves the sum as it is.

A sum grows with the number of points, and so do its gradients and the steps. Which word of mean
squared error is still missing?
"""


def mse(y_pred, y_true):
    return ((y_pred - y_true) ** 2).sum()
