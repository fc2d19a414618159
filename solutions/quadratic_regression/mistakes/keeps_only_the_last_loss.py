"""Training returns only the loss of the last epoch.

The history holds a loss for every epoch. Where is the list of losses made, what is added to it in
each epoch, and what is returned in the end?
"""


def train(x, y_true, params, epochs=15000, lr=1e-3):
    for _ in range(epochs):
        history = []
        _, loss = apply_step(x, y_true, params, lr)
        history.append(loss)
    return history
