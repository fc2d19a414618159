"""A second training adds to the history of the first one.

A list at the top of the file, or as a default value, is made once and shared by all calls. Where
should the list be made so that it starts empty each time?
"""

history = []


def train(x, y_true, params, epochs=15000, lr=1e-3):
    for _ in range(epochs):
        _, loss = apply_step(x, y_true, params, lr)
        history.append(loss)
    return history
