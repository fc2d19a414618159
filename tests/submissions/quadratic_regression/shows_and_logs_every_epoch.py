# expects: full marks
# expects: no remarks
# expects: prints "Only the first 64 KiB"
"""A progress bar, a tracker and a line of text for each epoch."""

import torch
import wandb
from tqdm.auto import tqdm

wandb.init(project="parabola")


def generate_dataset(npts=100):
    x = torch.linspace(0, 1, npts)
    return x, 20 * x**2 + 5 * x - 3 + torch.randn_like(x)


def f(x, params):
    return (params[0] * x + params[1]) * x + params[2]


def mse(y_pred, y_true):
    return torch.mean((y_true - y_pred) ** 2)


def apply_step(x, y_true, params, lr=1e-3):
    y_pred = f(x, params)
    loss = mse(y_pred, y_true)
    loss.backward()
    params.data -= lr * params.grad
    params.grad = None
    return y_pred, loss.item()


def train(x, y_true, params, epochs=15000, lr=1e-3):
    losses = []
    bar = tqdm(range(1, epochs + 1))
    for epoch in bar:
        losses.append(apply_step(x, y_true, params, lr)[1])
        bar.set_description(f"loss {losses[-1]:.3f}")
        wandb.log({"loss": losses[-1]})
        print(f"{epoch}/{epochs}: {losses[-1]:.4f} at {params.detach().numpy()}")
    return losses
