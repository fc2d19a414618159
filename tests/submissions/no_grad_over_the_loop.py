# expects: train_parameters_linear_regression named never_asks_for_gradients
# expects: train_parameters_linear_regression never says "do not require gradients"
# expects: others every point
"""Nothing is recorded for the gradient."""

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
    with torch.no_grad():
        for _ in range(number_training_steps):
            loss = compute_loss(list_number_tasks, list_number_questions, intercept, slope)
            loss.backward()
            optimizer.step()
    return intercept, slope
