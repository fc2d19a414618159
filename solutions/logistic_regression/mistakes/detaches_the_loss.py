"""The loss has the right value, but it is cut off from the logits that it came from.

A tensor made from a number, a detached one, and one computed under no_grad remember nothing that
backward() could follow. In which line of binary_cross_entropy is the graph lost?
"""

import torch


def binary_cross_entropy(logits, labels):
    with torch.no_grad():
        return (torch.nn.functional.softplus(logits) - labels * logits).mean()
