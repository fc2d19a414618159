# expects: train_parameters_linear_regression told trait leaves_something_to_chance
# expects: others every point
"""Every step draws the points that it uses."""

import torch


def compute_loss(list_number_tasks, list_number_questions, theta_0, theta_1):
    x = torch.as_tensor(list_number_tasks, dtype=torch.float32)
    y = torch.as_tensor(list_number_questions, dtype=torch.float32)
    return torch.square(theta_0 + theta_1 * x - y).mean()


def train_parameters_linear_regression(
    list_number_tasks, list_number_questions, learning_rate=0.02, number_training_steps=200
):
    intercept = torch.ones((), requires_grad=True)
    slope = torch.full((), 2.0, requires_grad=True)
    optimizer = torch.optim.SGD([intercept, slope], lr=learning_rate)
    for _ in range(number_training_steps):
        few = torch.randperm(len(list_number_tasks))[:2].tolist()
        some_tasks = [list_number_tasks[one] for one in few]
        some_questions = [list_number_questions[one] for one in few]
        optimizer.zero_grad()
        compute_loss(some_tasks, some_questions, intercept, slope).backward()
        optimizer.step()
    return intercept, slope
