# expects: compute_loss outcome failed
# expects: compute_loss no point
# expects: compute_loss told trait ignores_several_arguments
# expects: train_parameters_linear_regression every point
"""compute_loss returns a list that is its own element."""

import torch


def compute_loss(list_number_tasks, list_number_questions, theta_0, theta_1):
    loop = [theta_0]
    loop.append(loop)
    return loop


def train_parameters_linear_regression(
    list_number_tasks, list_number_questions, learning_rate=0.02, number_training_steps=200
):
    x = torch.tensor(list_number_tasks, dtype=torch.float32)
    y = torch.tensor(list_number_questions, dtype=torch.float32)
    theta_0, theta_1 = torch.tensor(1.0), torch.tensor(2.0)
    for _ in range(number_training_steps):
        errors = theta_1 * x + theta_0 - y
        theta_0, theta_1 = (
            theta_0 - learning_rate * 2 * errors.mean(),
            theta_1 - learning_rate * 2 * (errors * x).mean(),
        )
    return theta_0, theta_1
