"""The loss is right for small logits, and inf or nan for large ones.

In float32, 1 / (1 + exp(-20)) is rounded to 1, and 1 / (1 + exp(100)) to 0. The logarithm of 0 is
no finite number. Which form of the loss works with the logit and needs no probability?
"""

import torch


def binary_cross_entropy(logits, labels):
    p = 1 / (1 + torch.exp(-logits))
    return -(labels * torch.log(p) + (1 - labels) * torch.log(1 - p)).mean()
