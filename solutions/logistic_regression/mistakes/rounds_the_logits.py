"""A logit is rounded to a whole number and compared with the label.

2.3 stands for class 1, but it is rounded to 2, and 0.4 is rounded to 0. Rounding fits
probabilities. What turns a logit into a probability?
"""


def accuracy(logits, labels):
    return (logits.round() == labels).float().mean().item()
