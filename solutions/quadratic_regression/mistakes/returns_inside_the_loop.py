"""Training ends after the first epoch, with one entry in the history.

A return inside the loop ends the function at once, and a break ends the loop. How far is each line
indented?
"""


def train(x, y_true, params, epochs=15000, lr=1e-3):
    history = []
    for _ in range(epochs):
        _, loss = apply_step(x, y_true, params, lr)
        history.append(loss)
        return history
