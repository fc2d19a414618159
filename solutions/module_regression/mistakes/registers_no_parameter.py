"""The model has no parameters: model.parameters() is empty.

A module registers what is assigned to self.NAME as an nn.Parameter. A plain tensor is kept, but not
registered, not even with requires_grad=True. Nor are buffers and parameters in a list. What kind of
object are theta_0 and theta_1?
"""

import torch


class ModelNumberQuestions(torch.nn.Module):
    def __init__(self):
        super().__init__()
        self.theta_0 = torch.tensor(1.0, requires_grad=True)
        self.theta_1 = torch.tensor(2.0, requires_grad=True)

    def forward(self, number_tasks):
        return self.theta_0 + self.theta_1 * number_tasks
