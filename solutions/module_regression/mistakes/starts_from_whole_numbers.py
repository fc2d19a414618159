"""No model can be made: PyTorch says that only floating point tensors can require gradients.

A tensor of a whole number, such as torch.tensor(1), is an integer, and a step of gradient descent
would be rounded away. How is the number 1 written as a float?
"""

import torch


class ModelNumberQuestions(torch.nn.Module):
    def __init__(self):
        super().__init__()
        self.theta_0 = torch.nn.Parameter(torch.tensor(1))
        self.theta_1 = torch.nn.Parameter(torch.tensor(2))

    def forward(self, number_tasks):
        return self.theta_0 + self.theta_1 * number_tasks
