"""Only theta_1 is a parameter of the model, so an optimizer never sees theta_0.

A line has two parameters, and the number of questions about an empty sheet is one of them. As a
plain number or tensor it stays where it is. How is theta_1 made, and how is theta_0?
"""

import torch


class ModelNumberQuestions(torch.nn.Module):
    def __init__(self):
        super().__init__()
        self.theta_0 = 1.0
        self.theta_1 = torch.nn.Parameter(torch.tensor(2.0))

    def forward(self, number_tasks):
        return self.theta_0 + self.theta_1 * number_tasks
