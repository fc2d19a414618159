"""Logits between 0 and 1 count as class 0.

1 is the label of a class. Where does the line between the classes lie for a logit, which may be any
number?
"""


def accuracy(logits, labels):
    return ((logits > 1) == labels).float().mean().item()
