# expects: compute_loss told error AttributeError
# expects: compute_loss says "has no attribute 'squared'"
# expects: train_parameters_linear_regression told error NameError
# expects: train_parameters_linear_regression says "name 'intercept' is not defined"
# expects: train_parameters_linear_regression says "at the same error as compute_loss"
# expects: train_parameters_linear_regression never says "squared"
"""The loss raises an error, and the training, which calls it, has another one of its own."""

import torch


def compute_loss(list_number_tasks, list_number_questions, theta_0, theta_1):
    tasks = torch.tensor(list_number_tasks, dtype=torch.float32)
    questions = torch.tensor(list_number_questions, dtype=torch.float32)
    return (theta_0 + theta_1 * tasks - questions).squared().mean()


def train_parameters_linear_regression(
    list_number_tasks, list_number_questions, learning_rate=0.02, number_training_steps=200
):
    offset = torch.ones((), requires_grad=True)
    slope = torch.full((), 2.0, requires_grad=True)
    optimizer = torch.optim.SGD([offset, slope], lr=learning_rate)
    for _ in range(number_training_steps):
        optimizer.zero_grad()
        compute_loss(list_number_tasks, list_number_questions, offset, slope).backward()
        optimizer.step()
    return intercept, slope
