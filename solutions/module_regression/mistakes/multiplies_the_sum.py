"""The prediction multiplies theta_1 by the sum of theta_0 and the number of tasks.

Multiplication comes before addition unless brackets say otherwise. With theta_0 = 1 and theta_1 =
2, what is the prediction for one task?
"""

import torch


class ModelNumberQuestions(torch.nn.Module):
    def __init__(self):
        super().__init__()
        self.theta_0 = torch.nn.Parameter(torch.tensor(1.0))
        self.theta_1 = torch.nn.Parameter(torch.tensor(2.0))

    def forward(self, number_tasks):
        return self.theta_1 * (self.theta_0 + number_tasks)
