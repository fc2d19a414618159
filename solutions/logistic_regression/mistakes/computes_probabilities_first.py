"""Far from 0, the loss is 100 and the gradient is 0, whatever the logit is.

PyTorch's binary_cross_entropy takes probabilities, and cuts a logarithm off at -100 where these are
rounded to 0 or 1. Which function takes the logits themselves?
"""

import torch


def binary_cross_entropy(logits, labels):
    return torch.nn.functional.binary_cross_entropy(torch.sigmoid(logits), labels.float())
