"""Training ends after the first epoch, with one entry in the history.

A return ends the function at once, even inside a loop. How far is the return indented?
"""


def train(x, y_true, params, epochs=15000, lr=1e-3):
    history = []
    for _ in range(epochs):
        _, loss = apply_step(x, y_true, params, lr)
        history.append(loss)
        return history
