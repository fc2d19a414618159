"""All models hold the same two parameters, so training one of them moves all.

Parameters made at the top of the file are made once, and every model only points to them. Where
could they be made so that each model has its own?
"""

import torch

theta_0 = torch.nn.Parameter(torch.tensor(1.0))
theta_1 = torch.nn.Parameter(torch.tensor(2.0))


class ModelNumberQuestions(torch.nn.Module):
    def __init__(self):
        super().__init__()
        self.theta_0 = theta_0
        self.theta_1 = theta_1

    def forward(self, number_tasks):
        return self.theta_0 + self.theta_1 * number_tasks
