"""predict returns numbers between 0 and 1: the sigmoid of each logit.

A logit may be any number. The loss takes logits and turns them into probabilities itself. What is w
· x + b before any other function is applied?
"""

import torch


def predict(x, w, b):
    return torch.sigmoid(w * x + b)
