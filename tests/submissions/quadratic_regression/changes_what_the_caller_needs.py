# expects: mse every point
# expects: apply_step told trait uses_a_helper_that_changes_its_arguments
# expects: apply_step says "Fix mse first: it changes y_true"
# expects: others every point
import torch


def generate_dataset(npts=100):
    x = torch.linspace(0, 1, npts)
    return x, 20 * x**2 + 5 * x - 3 + torch.randn(npts)


def f(x, params):
    a, b, c = params
    return a * x**2 + b * x + c


def mse(y_pred, y_true):
    return y_true.sub_(y_pred).square().mean()


def apply_step(x, y_true, params, lr=1e-3):
    y_pred = f(x, params)
    (gradient,) = torch.autograd.grad(torch.mean((y_pred - y_true) ** 2), params)
    with torch.no_grad():
        params -= lr * gradient
        loss = mse(y_pred, y_true).item()
    return y_pred, loss


def train(x, y_true, params, epochs=15000, lr=1e-3):
    return [apply_step(x, y_true.clone(), params, lr)[1] for _ in range(epochs)]
