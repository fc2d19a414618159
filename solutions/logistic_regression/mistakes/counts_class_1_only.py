"""accuracy returns which fraction of all points is of class 1 and found.

A point of class 0 whose logit is below 0 is predicted right, too. Which cases does the product of
prediction and label leave out?
"""


def accuracy(logits, labels):
    return ((logits > 0) * labels).float().mean().item()
