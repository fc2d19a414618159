"""The predictions come back as a list of Python numbers.

A list cannot be subtracted from a tensor, and a number does not remember how it was computed. Which
call turns the tensor into a list?
"""

import torch


class ModelNumberQuestions(torch.nn.Module):
    def __init__(self):
        super().__init__()
        self.theta_0 = torch.nn.Parameter(torch.tensor(1.0))
        self.theta_1 = torch.nn.Parameter(torch.tensor(2.0))

    def forward(self, number_tasks):
        return (self.theta_0 + self.theta_1 * number_tasks).tolist()
