"""Training makes one epoch fewer than asked for.

range(1, n) has n - 1 numbers, because it ends before n. Where does the counting start, and where
does it end?
"""


def train(x, y_true, params, epochs=15000, lr=1e-3):
    history = []
    for _ in range(1, epochs):
        _, loss = apply_step(x, y_true, params, lr)
        history.append(loss)
    return history
