"""A new model has neither theta_0 nor theta_1.

A name without self. belongs to the method alone and is gone when it ends. A method that is not
called exactly __init__, with two underscores on either side, does not even run. How are the method
and the names in it written?
"""

import torch


class ModelNumberQuestions(torch.nn.Module):
    def __init__(self):
        super().__init__()
        theta_0 = torch.nn.Parameter(torch.tensor(1.0))
        theta_1 = torch.nn.Parameter(torch.tensor(2.0))

    def forward(self, number_tasks):
        return self.theta_0 + self.theta_1 * number_tasks
