"""The parameters are registered, but as thetas.0 and thetas.1.

A list of parameters adds its own name in front and numbers what it holds. The caller asks the model
for theta_0 and theta_1. Under which names does model.named_parameters() list them?
"""

import torch


class ModelNumberQuestions(torch.nn.Module):
    def __init__(self):
        super().__init__()
        self.thetas = torch.nn.ParameterList([torch.tensor(1.0), torch.tensor(2.0)])

    def forward(self, number_tasks):
        return self.thetas[0] + self.thetas[1] * number_tasks
