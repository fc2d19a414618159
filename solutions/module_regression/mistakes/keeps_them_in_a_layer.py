"""The parameters are those of a linear layer, and are named after it.

nn.Linear computes the same line, but its parameters are called linear.weight and linear.bias, and
they have other shapes. Under which names does model.named_parameters() list them?
"""

import torch


class ModelNumberQuestions(torch.nn.Module):
    def __init__(self):
        super().__init__()
        self.linear = torch.nn.Linear(1, 1)
        torch.nn.init.constant_(self.linear.bias, 1.0)
        torch.nn.init.constant_(self.linear.weight, 2.0)

    def forward(self, number_tasks):
        return self.linear(number_tasks.reshape(-1, 1)).reshape(-1)
