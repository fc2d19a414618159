"""Training uses a learning rate of 0.001, whatever lr is.

apply_step has an lr of its own, which is 0.001 unless another one is passed. How does each step get
the lr that train was given?
"""


def train(x, y_true, params, epochs=15000, lr=1e-3):
    history = []
    for _ in range(epochs):
        _, loss = apply_step(x, y_true, params)
        history.append(loss)
    return history
