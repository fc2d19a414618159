"""The history holds rounded losses.

Rounded numbers look tidy when they are printed, but towards the end of a training they hide that
the loss still falls. Where is the place for rounding?
"""


def train(x, y_true, params, epochs=15000, lr=1e-3):
    history = []
    for _ in range(epochs):
        _, loss = apply_step(x, y_true, params, lr)
        history.append(round(loss, 4))
    return history
