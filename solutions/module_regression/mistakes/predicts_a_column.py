"""The predictions stand in a column of shape [n, 1] instead of a row of shape [n].

A column minus a row is a table of all pairs: every prediction would be compared with every answer.
Which shape does number_tasks have, and which does the result have?
"""

import torch


class ModelNumberQuestions(torch.nn.Module):
    def __init__(self):
        super().__init__()
        self.theta_0 = torch.nn.Parameter(torch.tensor(1.0))
        self.theta_1 = torch.nn.Parameter(torch.tensor(2.0))

    def forward(self, number_tasks):
        return self.theta_0 + self.theta_1 * number_tasks.reshape(-1, 1)
