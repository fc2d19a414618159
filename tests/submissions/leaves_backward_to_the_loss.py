# expects: compute_loss told slip calls_backward_itself
# expects: compute_loss loses points
"""The loss takes the gradient itself, and the training relies on that."""

import torch


def compute_loss(list_number_tasks, list_number_questions, theta_0, theta_1):
    tasks = torch.tensor(list_number_tasks, dtype=torch.float32)
    questions = torch.tensor(list_number_questions, dtype=torch.float32)
    loss = torch.mean((theta_0 + theta_1 * tasks - questions) ** 2)
    loss.backward()
    return loss


def train_parameters_linear_regression(
    list_number_tasks, list_number_questions, learning_rate=0.02, number_training_steps=200
):
    offset = torch.ones((), requires_grad=True)
    slope = torch.full((), 2.0, requires_grad=True)
    for _ in range(number_training_steps):
        compute_loss(list_number_tasks, list_number_questions, offset, slope)
        for one in (offset, slope):
            one.data -= learning_rate * one.grad
            one.grad = None
    return offset, slope
