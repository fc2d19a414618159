# expects: train_parameters_linear_regression told error RuntimeError
# expects: train_parameters_linear_regression says "Two tensors of different types meet"
# expects: others every point
"""The data are float64, the layer is float32."""

import torch


def compute_loss(list_number_tasks, list_number_questions, theta_0, theta_1):
    x = torch.tensor(list_number_tasks, dtype=torch.float32)
    y = torch.tensor(list_number_questions, dtype=torch.float32)
    return ((theta_1 * x + theta_0 - y) ** 2).mean()


def train_parameters_linear_regression(
    list_number_tasks, list_number_questions, learning_rate=0.02, number_training_steps=200
):
    x = torch.tensor(list_number_tasks, dtype=torch.float64).reshape(-1, 1)
    y = torch.tensor(list_number_questions, dtype=torch.float64).reshape(-1, 1)
    layer = torch.nn.Linear(1, 1)
    layer.bias.data.fill_(1.0)
    layer.weight.data.fill_(2.0)
    optimizer = torch.optim.SGD(layer.parameters(), lr=learning_rate)
    for _ in range(number_training_steps):
        optimizer.zero_grad()
        torch.nn.functional.mse_loss(layer(x), y).backward()
        optimizer.step()
    return layer.bias, layer.weight
