"""The loss is 1.44 times as large as it should be: its logarithm has base 2.

In bits, ln(2) counts as 1. The task asks for the natural logarithm. What is the natural logarithm
called in PyTorch?
"""


def binary_cross_entropy(logits, labels):
    return (torch.nn.functional.softplus(logits) - labels * logits).mean() / 0.6931472
