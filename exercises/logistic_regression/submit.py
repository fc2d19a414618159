# exercise: logistic_regression
import torch


def predict(x, w, b):
    """Return the logit w · x + b of every point.

    x:     tensor of shape [n], the temperatures
    w, b:  tensors of shape [] that require gradients

    Returns a tensor of shape [n] through which gradients reach w and b.
    """
    # TODO: task 1
    raise NotImplementedError


def binary_cross_entropy(logits, labels):
    """Return the mean binary cross-entropy of the logits.

    logits:  tensor of shape [n], real numbers of any size
    labels:  tensor of shape [n], whole numbers (int64): each is 0 or 1

    Returns a tensor of shape [] through which gradients reach logits.
    """
    # TODO: tasks 2 and 3
    raise NotImplementedError


def accuracy(logits, labels):
    """Return the fraction of points whose class is predicted right.

    logits:  tensor of shape [n]; above 0 stands for class 1, below 0 for class 0
    labels:  tensor of shape [n], whole numbers (int64): each is 0 or 1

    Returns a Python float from 0 to 1.
    """
    # TODO: task 4
    raise NotImplementedError


def train(x, labels, learning_rate, number_training_steps):
    """Return (w, b) after full-batch gradient descent from w = 0, b = 1.

    x:                      tensor of shape [n], the temperatures
    labels:                 tensor of shape [n], whole numbers (int64): each is 0 or 1
    learning_rate:          number, multiplies the gradients in each step
    number_training_steps:  integer, how many steps to make

    Returns two tensors of shape [], w first.
    """
    # TODO: tasks 5 to 7
    raise NotImplementedError


if __name__ == "__main__":
    x = torch.tensor([-4.0, -3.0, -2.0, -1.0, 0.0, 0.0, 1.0, 2.0, 2.0, 3.0, 4.0, 6.0])
    labels = torch.tensor([0, 0, 0, 0, 0, 1, 0, 0, 1, 1, 1, 1])

    start = torch.tensor(0.0), torch.tensor(1.0)
    found = train(x, labels, learning_rate=0.5, number_training_steps=200)

    for when, (w, b) in (("before", start), ("after", found)):
        logits = predict(x, torch.as_tensor(w), torch.as_tensor(b))
        loss = binary_cross_entropy(logits, labels).item()
        print(f"{when} training: loss {loss:.3f}, accuracy {accuracy(logits, labels):.0%}")
