"""Logits below 0 count as class 1, so the right predictions are those that do not count.

A large logit stands for a large probability of class 1. On which side of 0 is class 1?
"""


def accuracy(logits, labels):
    return ((logits < 0) == labels).float().mean().item()
