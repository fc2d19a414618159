"""The prediction is 1 + 2 * number_tasks, whatever the parameters are.

The numbers are right for a new model. Once the parameters have moved, the prediction should move
with them. Which names could stand where the numbers do?
"""

import torch


class ModelNumberQuestions(torch.nn.Module):
    def __init__(self):
        super().__init__()
        self.theta_0 = torch.nn.Parameter(torch.tensor(1.0))
        self.theta_1 = torch.nn.Parameter(torch.tensor(2.0))

    def forward(self, number_tasks):
        return 1.0 + 2.0 * number_tasks
