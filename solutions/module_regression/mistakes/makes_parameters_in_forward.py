"""Every call of forward makes new parameters, so that no step lasts.

The optimizer moves the tensors that it was given, while the model has gone on to new ones with the
old values. In which method are parameters made once for each model?
"""

import torch


class ModelNumberQuestions(torch.nn.Module):
    def __init__(self):
        super().__init__()
        self.theta_0 = torch.nn.Parameter(torch.tensor(1.0))
        self.theta_1 = torch.nn.Parameter(torch.tensor(2.0))

    def forward(self, number_tasks):
        self.theta_0 = torch.nn.Parameter(torch.tensor(1.0))
        self.theta_1 = torch.nn.Parameter(torch.tensor(2.0))
        return self.theta_0 + self.theta_1 * number_tasks
