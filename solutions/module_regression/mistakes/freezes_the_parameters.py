"""Both parameters are registered, but they do not require gradients.

An nn.Parameter requires gradients unless it is told not to. Without them, backward() finds nothing
that can be trained. Where is requires_grad set to False?
"""

import torch


class ModelNumberQuestions(torch.nn.Module):
    def __init__(self):
        super().__init__()
        self.theta_0 = torch.nn.Parameter(torch.tensor(1.0), requires_grad=False)
        self.theta_1 = torch.nn.Parameter(torch.tensor(2.0), requires_grad=False)

    def forward(self, number_tasks):
        return self.theta_0 + self.theta_1 * number_tasks
