"""A new model has theta_0 = 2 and theta_1 = 1.

Both values are there, but each in the other parameter. What does the model predict for a sheet
without any task?
"""

import torch


class ModelNumberQuestions(torch.nn.Module):
    def __init__(self):
        super().__init__()
        self.theta_0 = torch.nn.Parameter(torch.tensor(2.0))
        self.theta_1 = torch.nn.Parameter(torch.tensor(1.0))

    def forward(self, number_tasks):
        return self.theta_0 + self.theta_1 * number_tasks
