"""The model has a parameter beside theta_0 and theta_1.

Every registered parameter is handed to the optimizer and saved with the model. The line needs two
of them. Which parameter does forward not need?
"""

import torch


class ModelNumberQuestions(torch.nn.Module):
    def __init__(self):
        super().__init__()
        self.theta_0 = torch.nn.Parameter(torch.tensor(1.0))
        self.theta_1 = torch.nn.Parameter(torch.tensor(2.0))
        self.theta_2 = torch.nn.Parameter(torch.tensor(0.0))

    def forward(self, number_tasks):
        return self.theta_0 + self.theta_1 * number_tasks
