"""accuracy looks at the points of class 1 only: which fraction of them is found.

That is called recall. The accuracy also counts the points of class 0. Which number are the right
predictions divided by?
"""


def accuracy(logits, labels):
    return (logits[labels == 1] > 0).float().mean().item()
