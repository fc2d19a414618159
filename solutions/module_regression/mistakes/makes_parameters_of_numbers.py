"""No model can be made: nn.Parameter gets a number instead of a tensor.

A parameter is a tensor with a place in a module, and it is made from another tensor. What turns the
number 1.0 into a tensor?
"""

import torch


class ModelNumberQuestions(torch.nn.Module):
    def __init__(self):
        super().__init__()
        self.theta_0 = torch.nn.Parameter(1.0)
        self.theta_1 = torch.nn.Parameter(2.0)

    def forward(self, number_tasks):
        return self.theta_0 + self.theta_1 * number_tasks
