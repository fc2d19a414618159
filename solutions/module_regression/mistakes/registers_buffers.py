"""theta_0 and theta_1 belong to the model, but as buffers.

A buffer is saved with the model and never trained: parameters() leaves it out. Which kind of member
is moved by an optimizer?
"""

import torch


class ModelNumberQuestions(torch.nn.Module):
    def __init__(self):
        super().__init__()
        self.register_buffer("theta_0", torch.tensor(1.0))
        self.register_buffer("theta_1", torch.tensor(2.0))

    def forward(self, number_tasks):
        return self.theta_0 + self.theta_1 * number_tasks
