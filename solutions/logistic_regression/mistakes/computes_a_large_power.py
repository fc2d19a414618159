"""The loss is right for small logits, and inf for large ones.

exp(100) is larger than any float32, so ln(1 + exp(100)) becomes inf, although it is about 100. What
does ln(1 + exp(z)) equal if exp(z) is taken out of the bracket?
"""

import torch


def binary_cross_entropy(logits, labels):
    return (torch.log(1 + torch.exp(logits)) - labels * logits).mean()
