"""The loss is the mean squared distance of the logits from the labels.

That is the loss of linear regression: a logit of 5 for class 1 counts as an error of 4. Here a
large logit for class 1 is as it should be. What is the loss of a probability p for class 1?
"""


def binary_cross_entropy(logits, labels):
    return ((logits - labels) ** 2).mean()
