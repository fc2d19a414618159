# expects: full marks
# exercise: linear_regression
"""Both functions are lambdas."""

from functools import reduce

import torch

mean = lambda numbers: sum(numbers) / len(numbers)
compute_loss = lambda xs, ys, a, b: mean([(b * x + a - y) ** 2 for x, y in zip(xs, ys)])
slopes = lambda xs, ys, a, b: torch.autograd.grad(compute_loss(xs, ys, a, b), (a, b))
moved = lambda theta, slope, lr: (theta - lr * slope).detach().requires_grad_()
train_parameters_linear_regression = lambda xs, ys, learning_rate=0.02, number_training_steps=200: (
    reduce(
        lambda thetas, _: tuple(
            moved(theta, slope, learning_rate)
            for theta, slope in zip(thetas, slopes(xs, ys, *thetas))
        ),
        range(number_training_steps),
        (torch.tensor(1.0, requires_grad=True), torch.tensor(2.0, requires_grad=True)),
    )
)
