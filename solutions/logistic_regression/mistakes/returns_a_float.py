"""The loss comes back as a Python number.

The number is right, but it does not remember how it was computed, and backward() is a method of
tensors. Where does the loss stop being a tensor?
"""

import torch


def binary_cross_entropy(logits, labels):
    return (torch.nn.functional.softplus(logits) - labels * logits).mean().item()
