# expects: compute_loss told error NameError
# expects: compute_loss says "name 'theta' is not defined"
# expects: train_parameters_linear_regression told nothing
# expects: train_parameters_linear_regression no point
# expects: train_parameters_linear_regression outcome passed, raised
# expects: train_parameters_linear_regression says "at the same error as compute_loss"
# expects: train_parameters_linear_regression never says "name 'theta' is not defined"
"""Both functions call one helper, which is broken."""

import torch


def errors(tasks, questions, offset, slope):
    return theta + slope * tasks - questions


def compute_loss(list_number_tasks, list_number_questions, theta_0, theta_1):
    tasks = torch.tensor(list_number_tasks, dtype=torch.float32)
    questions = torch.tensor(list_number_questions, dtype=torch.float32)
    return errors(tasks, questions, theta_0, theta_1).pow(2).mean()


def train_parameters_linear_regression(
    list_number_tasks, list_number_questions, learning_rate=0.02, number_training_steps=200
):
    tasks = torch.tensor(list_number_tasks, dtype=torch.float32)
    questions = torch.tensor(list_number_questions, dtype=torch.float32)
    offset = torch.ones((), requires_grad=True)
    slope = torch.full((), 2.0, requires_grad=True)
    optimizer = torch.optim.SGD([offset, slope], lr=learning_rate)
    for _ in range(number_training_steps):
        optimizer.zero_grad()
        errors(tasks, questions, offset, slope).pow(2).mean().backward()
        optimizer.step()
    return offset, slope
