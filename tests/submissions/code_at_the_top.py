# expects: compute_loss says "Nothing in it is a function"
# expects: no marks
# exercise: linear_regression
"""Everything runs at the top of the file."""

import torch

x = torch.tensor([1.0, 2.0])
y = torch.tensor([5.0, 11.0])
theta_0 = torch.tensor(1.0, requires_grad=True)
theta_1 = torch.tensor(2.0, requires_grad=True)
for _ in range(200):
    loss = ((theta_1 * x + theta_0 - y) ** 2).mean()
    loss.backward()
    with torch.no_grad():
        theta_0 -= 0.02 * theta_0.grad
        theta_1 -= 0.02 * theta_1.grad
    theta_0.grad = theta_1.grad = None
