"""Arguments have other names, and the loss uses the parameters themselves."""

import torch


class ModelNumberQuestions(torch.nn.Module):
    def __init__(self):
        super().__init__()
        self.theta_0 = torch.nn.Parameter(torch.tensor(1.0))
        self.theta_1 = torch.nn.Parameter(torch.tensor(2.0))

    def forward(self, x):
        return self.theta_0 + self.theta_1 * x


def compute_loss(net, x, y):
    x, y = torch.as_tensor(x), torch.as_tensor(y)
    return (net.theta_1 * x + net.theta_0 - y).pow(2).mean()


def train_model(x, y, lr=0.02, steps=200):
    net = ModelNumberQuestions()
    optimizer = torch.optim.SGD(net.parameters(), lr=lr)
    for _ in range(steps):
        optimizer.zero_grad(set_to_none=False)
        compute_loss(net, x, y).backward()
        optimizer.step()
    return net
