"""Training makes one epoch more than asked for.

range(n + 1) has n + 1 numbers, because it starts at 0. How often does the loop run when epochs is
2?
"""


def train(x, y_true, params, epochs=15000, lr=1e-3):
    history = []
    for _ in range(epochs + 1):
        _, loss = apply_step(x, y_true, params, lr)
        history.append(loss)
    return history
