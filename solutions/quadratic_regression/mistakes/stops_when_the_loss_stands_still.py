"""The history ends early when the loss hardly changes from one epoch to the next.

Asked for is one loss per epoch, for as many epochs as the argument says. What ends the loop before
the last epoch?
"""


def train(x, y_true, params, epochs=15000, lr=1e-3):
    history = []
    for _ in range(epochs):
        _, loss = apply_step(x, y_true, params, lr)
        history.append(loss)
        if len(history) > 1 and abs(history[-1] - history[-2]) < 1e-7:
            break
    return history
