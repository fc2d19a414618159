"""The loss is right for small logits, and inf for some of the large ones.

The probability of each point's class is picked first. Where it is rounded to 0, its logarithm is no
finite number. Which form of the loss works with the logit and needs no probability?
"""

import torch


def binary_cross_entropy(logits, labels):
    p = torch.sigmoid(logits)
    return -torch.log(torch.where(labels == 1, p, 1 - p)).mean()
