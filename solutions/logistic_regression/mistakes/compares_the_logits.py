"""A prediction counts as right only if the logit equals the label.

A logit is hardly ever exactly 0 or 1. It becomes a class by the side of 0 that it is on. What
should be compared with the label?
"""


def accuracy(logits, labels):
    return (logits == labels).float().mean().item()
