import torch


class Doubler(torch.nn.Module):
    def __init__(self):
        super().__init__()
        self.two = torch.nn.Parameter(torch.tensor(2.0))

    def forward(self, x):
        return self.two * x
