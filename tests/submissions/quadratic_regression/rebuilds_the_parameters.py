# expects: f named cuts_the_model_off
# expects: others every point
# exercise: quadratic_regression
import torch


def generate_dataset(npts=100):
    x = torch.linspace(0, 1, npts)
    return x, 20 * x**2 + 5 * x - 3 + torch.randn(npts)


def f(x, params):
    a, b, c = (torch.tensor(float(one), requires_grad=True) for one in params)
    return a * x**2 + b * x + c


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
    return [apply_step(x, y_true, params, lr)[1] for _ in range(epochs)]
