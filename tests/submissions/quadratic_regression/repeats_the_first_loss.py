# expects: f every point
# expects: train no point
# exercise: quadratic_regression
import torch


def generate_dataset(npts=100):
    x = torch.linspace(0, 1, npts)
    return x, 20 * x**2 + 5 * x - 3 + torch.randn(npts)


def f(x, params):
    return params[0] * x**2 + params[1] * x + params[2]


def mse(y_pred, y_true):
    return ((y_pred - y_true) ** 2).mean()


def apply_step(x, y_true, params, lr=1e-3):
    y_pred = f(x, params)
    return y_pred, mse(y_pred, y_true).item()


def train(x, y_true, params, epochs=15000, lr=1e-3):
    return [mse(f(x, params), y_true).item()] * epochs  # no loop, no training
