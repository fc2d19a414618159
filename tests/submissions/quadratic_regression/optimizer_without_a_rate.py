# expects: apply_step loses points
# expects: others every point
# exercise: quadratic_regression
import torch


def generate_dataset(npts=100):
    x = torch.linspace(0, 1, npts)
    return x, 20 * x**2 + 5 * x - 3 + torch.randn(npts)


def f(x, params):
    a, b, c = params
    return a * x**2 + b * x + c


def mse(y_pred, y_true):
    return ((y_pred - y_true) ** 2).mean()


def apply_step(x, y_true, params, lr=1e-3):
    optimizer = torch.optim.SGD([params])
    y_pred = f(x, params)
    loss = mse(y_pred, y_true)
    optimizer.zero_grad()
    loss.backward()
    optimizer.step()
    return y_pred, loss.item()


def train(x, y_true, params, epochs=15000, lr=1e-3):
    return [apply_step(x, y_true, params, lr)[1] for _ in range(epochs)]
