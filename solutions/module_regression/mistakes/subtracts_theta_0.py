"""The prediction subtracts theta_0 where it should add it.

Training could make up for that with a negative theta_0, but on another path and to another end.
What does a new model predict for one task?
"""

import torch


class ModelNumberQuestions(torch.nn.Module):
    def __init__(self):
        super().__init__()
        self.theta_0 = torch.nn.Parameter(torch.tensor(1.0))
        self.theta_1 = torch.nn.Parameter(torch.tensor(2.0))

    def forward(self, number_tasks):
        return self.theta_1 * number_tasks - self.theta_0
