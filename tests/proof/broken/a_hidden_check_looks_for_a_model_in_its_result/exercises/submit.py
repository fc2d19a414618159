# exercise: doubling
import torch


class Doubler(torch.nn.Module):
    """Doubles numbers, with a parameter `two`."""

    def __init__(self):
        raise NotImplementedError

    def forward(self, x):
        """Return x twice."""
        raise NotImplementedError
