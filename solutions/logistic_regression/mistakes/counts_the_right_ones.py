"""accuracy returns how many predictions are right, not which fraction of them.

A count grows with the number of points. What does the number of right predictions have to be
divided by?
"""


def accuracy(logits, labels):
    return ((logits > 0) == labels).sum().item()
