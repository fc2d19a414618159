"""A new model has theta_0 = 0 and theta_1 = 0.

The same number of steps from another start ends at another place. Which values do the tasks in
README.md name?
"""

import torch


class ModelNumberQuestions(torch.nn.Module):
    def __init__(self):
        super().__init__()
        self.theta_0 = torch.nn.Parameter(torch.tensor(0.0))
        self.theta_1 = torch.nn.Parameter(torch.tensor(0.0))

    def forward(self, number_tasks):
        return self.theta_0 + self.theta_1 * number_tasks
