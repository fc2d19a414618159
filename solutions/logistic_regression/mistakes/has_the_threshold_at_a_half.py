"""Logits between 0 and 0.5 count as class 0.

A probability has its threshold at 0.5. The sigmoid of a logit is 0.5 where the logit is 0. Does
accuracy get logits or probabilities?
"""


def accuracy(logits, labels):
    return ((logits > 0.5) == labels).float().mean().item()
