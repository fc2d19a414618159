"""Training uses the derivative by hand, in plain Python numbers."""

import torch


def compute_loss(list_number_tasks, list_number_questions, theta_0, theta_1):
    tasks = torch.tensor(list_number_tasks, dtype=torch.float32)
    questions = torch.tensor(list_number_questions, dtype=torch.float32)
    predictions = theta_1 * tasks + theta_0
    return ((predictions - questions) ** 2).mean()


def train_parameters_linear_regression(
    list_number_tasks, list_number_questions, learning_rate=0.02, number_training_steps=200
):
    theta_0, theta_1 = 1.0, 2.0
    n = len(list_number_tasks)
    for _ in range(number_training_steps):
        errors = [
            theta_1 * x + theta_0 - y for x, y in zip(list_number_tasks, list_number_questions)
        ]
        gradient_0 = 2 / n * sum(errors)
        gradient_1 = 2 / n * sum(error * x for error, x in zip(errors, list_number_tasks))
        theta_0 -= learning_rate * gradient_0
        theta_1 -= learning_rate * gradient_1
    return theta_0, theta_1
