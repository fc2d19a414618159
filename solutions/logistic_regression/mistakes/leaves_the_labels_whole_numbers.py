"""binary_cross_entropy_with_logits gets whole numbers as labels, and raises an error.

It computes with floats on both sides. What turns a tensor of whole numbers into one of floats?
"""

import torch


def binary_cross_entropy(logits, labels):
    return torch.nn.functional.binary_cross_entropy_with_logits(logits, labels)
