# expects: generate_dataset named scales_the_noise_with_y
# exercise: quadratic_regression
import torch


def generate_dataset(npts=100):
    x = torch.linspace(0, 1, npts)
    y = 20 * x**2 + 5 * x - 3
    return x, y * (1 + 0.1 * torch.randn(npts))


def f(x, params):
    return params[0] * x**2 + params[1] * x + params[2]


def mse(y_pred, y_true):
    return ((y_pred - y_true) ** 2).mean()


def apply_step(x, y_true, params, lr=1e-3):
    y_pred = f(x, params)
    loss = mse(y_pred, y_true)
    loss.backward()
    with torch.no_grad():
        params -= lr * params.grad
    params.grad = None
    return y_pred, loss.item()


def train(x, y_true, params, epochs=15000, lr=1e-3):
    history = []
    for _ in range(epochs):
        y_pred, loss = apply_step(x, y_true, params, lr)
        history.append(loss)
    return history
