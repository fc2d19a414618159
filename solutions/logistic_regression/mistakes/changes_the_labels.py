"""The loss is right, but it leaves other labels behind.

labels is the caller's tensor, and what is written into it stays there. How can the signs be
computed without changing the labels?
"""

import torch


def binary_cross_entropy(logits, labels):
    labels[labels == 0] = -1
    return torch.nn.functional.softplus(-labels * logits).mean()
