"""No gradient reaches theta_0, so training moves only theta_1.

Somewhere forward uses the value of theta_0 instead of the parameter. A call such as item(), float()
or detach() on a parameter cuts its gradient. Which call in forward cuts theta_0 off?
"""

import torch


class ModelNumberQuestions(torch.nn.Module):
    def __init__(self):
        super().__init__()
        self.theta_0 = torch.nn.Parameter(torch.tensor(1.0))
        self.theta_1 = torch.nn.Parameter(torch.tensor(2.0))

    def forward(self, number_tasks):
        return self.theta_0.item() + self.theta_1 * number_tasks
