# expects: train_parameters_linear_regression told mistake never_clears_and_divides_again
# expects: others every point
"""Two faults in one function: gradients add up, and each is divided by the number of points."""

import torch


def compute_loss(list_number_tasks, list_number_questions, theta_0, theta_1):
    tasks = torch.tensor(list_number_tasks, dtype=torch.float32)
    questions = torch.tensor(list_number_questions, dtype=torch.float32)
    return torch.mean((theta_0 + theta_1 * tasks - questions) ** 2)


def train_parameters_linear_regression(
    list_number_tasks, list_number_questions, learning_rate=0.02, number_training_steps=200
):
    offset = torch.ones((), requires_grad=True)
    slope = torch.full((), 2.0, requires_grad=True)
    for _ in range(number_training_steps):
        compute_loss(list_number_tasks, list_number_questions, offset, slope).backward()
        with torch.no_grad():
            offset -= learning_rate * offset.grad / len(list_number_tasks)
            slope -= learning_rate * slope.grad / len(list_number_tasks)
    return offset, slope
