"""w and b have changed places: x is multiplied by b, and w is added.

The order of the arguments is x, w, b. What is the logit at x = 0?
"""


def predict(x, w, b):
    return b * x + w
