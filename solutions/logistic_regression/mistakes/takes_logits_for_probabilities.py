"""The logarithm is taken of the logits themselves, and it is nan for every negative one.

Only a probability has a logarithm that can be used here, and a logit is no probability yet. What
turns a logit into a probability?
"""

import torch


def binary_cross_entropy(logits, labels):
    return -(labels * torch.log(logits) + (1 - labels) * torch.log(1 - logits)).mean()
