"""Only theta_0 is a parameter of the model, so an optimizer never sees theta_1.

A line has two parameters, and its slope is one of them. As a plain number or tensor it stays where
it is. How is theta_0 made, and how is theta_1?
"""

import torch


class ModelNumberQuestions(torch.nn.Module):
    def __init__(self):
        super().__init__()
        self.theta_0 = torch.nn.Parameter(torch.tensor(1.0))
        self.theta_1 = torch.tensor(2.0)

    def forward(self, number_tasks):
        return self.theta_0 + self.theta_1 * number_tasks
