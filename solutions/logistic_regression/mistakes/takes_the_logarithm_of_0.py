"""The loss is right for small logits, and inf or nan for large ones.

float32 rounds the sigmoid of 20 to 1, so ln(1 - p) is the logarithm of 0, and 0 · ln(0) is nan.
Which form of the loss works with the logit and needs no probability?
"""

import torch


def binary_cross_entropy(logits, labels):
    p = torch.sigmoid(logits)
    return -(labels * torch.log(p) + (1 - labels) * torch.log(1 - p)).mean()
