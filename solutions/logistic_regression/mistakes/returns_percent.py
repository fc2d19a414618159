"""The accuracy is given in percent.

The fraction 0.8 and 80 % mean the same, but the task asks for a number from 0 to 1. Which factor is
too many?
"""


def accuracy(logits, labels):
    return 100 * ((logits > 0) == labels).float().mean().item()
