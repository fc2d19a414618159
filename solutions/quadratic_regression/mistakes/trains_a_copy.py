"""The history is right, but the params that was passed in never moves.

The steps change a copy that is lost when the function ends. The caller looks into params when
training is over. Which tensor do the steps change?
"""


def train(x, y_true, params, epochs=15000, lr=1e-3):
    weights = params.detach().clone().requires_grad_()
    history = []
    for _ in range(epochs):
        _, loss = apply_step(x, y_true, weights, lr)
        history.append(loss)
    return history
