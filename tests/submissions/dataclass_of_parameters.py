# expects: full marks
"""A dataclass holds the parameters; annotations are text."""

from __future__ import annotations

from dataclasses import astuple, dataclass, field, replace

import torch


@dataclass(frozen=True, slots=True)
class Parameters:
    theta_0: float = 1.0
    theta_1: float = 2.0
    history: list[NotDefinedAnywhere] = field(default_factory=list, repr=False)

    def after(self, gradients: tuple[float, ...], learning_rate: float) -> Parameters:
        g0, g1 = (float(g) for g in gradients)
        return replace(
            self,
            theta_0=self.theta_0 - learning_rate * g0,
            theta_1=self.theta_1 - learning_rate * g1,
        )


def compute_loss(
    list_number_tasks: list[float],
    list_number_questions: list[float],
    theta_0: AnyTensor,
    theta_1: AnyTensor,
) -> AnyTensor:
    x, y = torch.tensor(list_number_tasks), torch.tensor(list_number_questions)
    return ((theta_1 * x + theta_0 - y) ** 2).mean()


def train_parameters_linear_regression(
    list_number_tasks: list[float],
    list_number_questions: list[float],
    learning_rate: float = 0.02,
    number_training_steps: int = 200,
) -> tuple[float, float]:
    parameters = Parameters()
    for _ in range(number_training_steps):
        leaves = [torch.tensor(value, requires_grad=True) for value in astuple(parameters)[:2]]
        loss = compute_loss(list_number_tasks, list_number_questions, *leaves)
        parameters = parameters.after(torch.autograd.grad(loss, leaves), learning_rate)
    return astuple(parameters)[:2]
