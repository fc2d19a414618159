"""The loss is that of sigmoid(sigmoid(logit)): the sigmoid is applied twice.

binary_cross_entropy_with_logits takes logits and applies the sigmoid itself. What does
binary_cross_entropy_with_logits make of a probability, which is a number between 0 and 1?
"""

import torch


def binary_cross_entropy(logits, labels):
    probabilities = torch.sigmoid(logits)
    return torch.nn.functional.binary_cross_entropy_with_logits(probabilities, labels.float())
