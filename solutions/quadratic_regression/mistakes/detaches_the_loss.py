"""The loss has the right value, but it is cut off from the predictions that it came from.

A tensor made from a number, a detached one, and one computed under no_grad remember nothing that
backward() could follow. In which line of mse is the graph lost?
"""


def mse(y_pred, y_true):
    return ((y_pred - y_true) ** 2).mean().detach()
