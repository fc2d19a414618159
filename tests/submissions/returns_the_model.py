# expects: train_parameters_linear_regression no point
# expects: train_parameters_linear_regression says "Linear"
# expects: compute_loss every point
"""Training returns the trained model instead of its parameters."""

import torch


def compute_loss(list_number_tasks, list_number_questions, theta_0, theta_1):
    tasks = torch.tensor(list_number_tasks, dtype=torch.float32)
    questions = torch.tensor(list_number_questions, dtype=torch.float32)
    return ((theta_1 * tasks + theta_0 - questions) ** 2).mean()


def train_parameters_linear_regression(
    list_number_tasks, list_number_questions, learning_rate=0.02, number_training_steps=200
):
    x = torch.tensor(list_number_tasks, dtype=torch.float32).reshape(-1, 1)
    y = torch.tensor(list_number_questions, dtype=torch.float32).reshape(-1, 1)
    model = torch.nn.Linear(1, 1)
    torch.nn.init.constant_(model.bias, 1.0)
    torch.nn.init.constant_(model.weight, 2.0)
    optimizer = torch.optim.SGD(model.parameters(), lr=learning_rate)
    for _ in range(number_training_steps):
        optimizer.zero_grad()
        torch.nn.functional.mse_loss(model(x), y).backward()
        optimizer.step()
    return model
