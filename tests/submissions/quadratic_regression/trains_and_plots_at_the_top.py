# expects: full marks
# exercise: quadratic_regression
"""The file trains, prints and plots when it is loaded."""

import matplotlib.pyplot as plt
import torch
from tqdm import trange


def generate_dataset(npts=100):
    x = torch.linspace(0, 1, npts)
    y = 20 * x**2 + 5 * x - 3 + torch.randn(npts)
    return x, y


def f(x, params):
    a, b, c = params
    return a * x**2 + b * x + c


def mse(y_pred, y_true):
    return ((y_pred - y_true) ** 2).mean()


def apply_step(x, y_true, params, lr=1e-3):
    y_pred = f(x, params)
    loss = mse(y_pred, y_true)
    loss.backward()
    with torch.no_grad():
        params -= lr * params.grad
    params.grad.zero_()
    return y_pred, loss.item()


def train(x, y_true, params, epochs=15000, lr=1e-3):
    history = []
    bar = trange(epochs)
    for epoch in bar:
        y_pred, loss = apply_step(x, y_true, params, lr)
        history.append(loss)
        if epoch % 1000 == 0:
            bar.set_description(f"loss {loss:.3f}")
            plt.plot(x, y_pred.detach())
    return history


x, y = generate_dataset(50)
params = torch.zeros(3, requires_grad=True)
history = train(x, y, params, epochs=200)
print(params, history[-1])
fig, (left, right) = plt.subplots(1, 2)
left.scatter(x, y)
right.semilogy(history)
plt.show()
