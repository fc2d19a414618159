"""The parameters are registered, but not as theta_0 and theta_1.

The name of the attribute is the name of the parameter, and the caller asks for the names in
README.md. Under which names does model.named_parameters() list them?
"""

import torch


class ModelNumberQuestions(torch.nn.Module):
    def __init__(self):
        super().__init__()
        self.b = torch.nn.Parameter(torch.tensor(1.0))
        self.w = torch.nn.Parameter(torch.tensor(2.0))

    def forward(self, number_tasks):
        return self.w * number_tasks + self.b
