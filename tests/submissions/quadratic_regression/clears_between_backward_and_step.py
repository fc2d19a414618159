# expects: apply_step named leaves_the_parameters_as_they_are
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
    opt = torch.optim.SGD([params], lr=lr)
    y_pred = f(x, params)
    loss = mse(y_pred, y_true)
    loss.backward()
    opt.zero_grad()
    opt.step()
    return y_pred, loss.item()


def train(x, y_true, params, epochs=15000, lr=1e-3):
    history = []
    for _ in range(epochs):
        y_pred, loss = apply_step(x, y_true, params, lr)
        history.append(loss)
    return history
