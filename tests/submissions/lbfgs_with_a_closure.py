# expects: train_parameters_linear_regression no point
# expects: others every point
"""LBFGS makes the steps."""

import torch


def compute_loss(list_number_tasks, list_number_questions, theta_0, theta_1):
    tasks = torch.tensor(list_number_tasks, dtype=torch.float32)
    questions = torch.tensor(list_number_questions, dtype=torch.float32)
    return torch.mean((theta_0 + theta_1 * tasks - questions) ** 2)


def train_parameters_linear_regression(
    list_number_tasks, list_number_questions, learning_rate=0.02, number_training_steps=200
):
    offset = torch.ones((), requires_grad=True)
    slope = torch.full((), 2.0, requires_grad=True)
    optimizer = torch.optim.LBFGS([offset, slope], lr=learning_rate, max_iter=1)

    def again():
        optimizer.zero_grad()
        loss = compute_loss(list_number_tasks, list_number_questions, offset, slope)
        loss.backward()
        return loss

    for _ in range(number_training_steps):
        optimizer.step(again)
    return offset, slope
