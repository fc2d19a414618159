"""b is subtracted instead of added.

At x = 0 the logit is b. Which sign does b have in w · x + b?
"""


def predict(x, w, b):
    return w * x - b
