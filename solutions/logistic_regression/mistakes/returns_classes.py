"""predict returns a class, 0 or 1, in place of each logit.

A class says on which side of 0 the logit is, but not how far from it, and a comparison has no
gradient. Which function of this exercise turns logits into classes?
"""


def predict(x, w, b):
    return (w * x + b > 0).float()
