# expects: compute_loss told error RuntimeError
# expects: compute_loss no point
# expects: train_parameters_linear_regression every point
# expects: train_parameters_linear_regression told nothing
# expects: train_parameters_linear_regression never says "must match the size"
"""The loss is made for seven points, and the training calls it."""

import torch


def compute_loss(list_number_tasks, list_number_questions, theta_0, theta_1):
    tasks = torch.tensor(list_number_tasks, dtype=torch.float32)
    questions = torch.tensor([5.0, 11.0, 21.0, 22.0, 26.0, 31.0, 32.0])
    return (theta_0 + theta_1 * tasks - questions).pow(2).mean()


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
    return offset, slope
