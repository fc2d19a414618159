# expects: train_parameters_linear_regression told trait leaves_something_to_chance
# expects: others every point
"""Shuffled batches of four points each make a step."""

import torch


def compute_loss(list_number_tasks, list_number_questions, theta_0, theta_1):
    tasks = torch.tensor(list_number_tasks, dtype=torch.float32)
    questions = torch.tensor(list_number_questions, dtype=torch.float32)
    return torch.mean((theta_0 + theta_1 * tasks - questions) ** 2)


def train_parameters_linear_regression(
    list_number_tasks, list_number_questions, learning_rate=0.02, number_training_steps=200
):
    points = torch.utils.data.TensorDataset(
        torch.tensor(list_number_tasks, dtype=torch.float32),
        torch.tensor(list_number_questions, dtype=torch.float32),
    )
    batches = torch.utils.data.DataLoader(points, batch_size=4, shuffle=True)
    offset = torch.ones((), requires_grad=True)
    slope = torch.full((), 2.0, requires_grad=True)
    optimizer = torch.optim.SGD([offset, slope], lr=learning_rate)
    for _ in range(number_training_steps):
        for tasks, questions in batches:
            optimizer.zero_grad()
            torch.nn.functional.mse_loss(offset + slope * tasks, questions).backward()
            optimizer.step()
    return offset, slope
