# expects: full marks
# exercise: quadratic_regression
"""apply_step and train are methods of one object that collects as it goes."""

import torch


def generate_dataset(npts=100):
    x = torch.linspace(0, 1, npts)
    y = 20 * x**2 + 5 * x - 3 + torch.randn(npts)
    return x, y


def f(x, params):
    a, b, c = params
    return a * x**2 + b * x + c


def mse(y_pred, y_true):
    return ((y_pred - y_true) ** 2).mean()


class Trainer:
    def apply_step(self, x, y_true, params, lr=1e-3):
        y_pred = f(x, params)
        loss = mse(y_pred, y_true)
        params.grad = None
        loss.backward()
        with torch.no_grad():
            params.sub_(params.grad, alpha=lr)
        params.grad = None
        return y_pred, loss.item()

    def train(self, x, y_true, params, epochs=15000, lr=1e-3):
        return list(self.losses(x, y_true, params, epochs, lr))

    def losses(self, x, y_true, params, epochs, lr):
        for _ in range(epochs):
            yield self.apply_step(x, y_true, params, lr)[1]


trainer = Trainer()
apply_step = trainer.apply_step
train = trainer.train
