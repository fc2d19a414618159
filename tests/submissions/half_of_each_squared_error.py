# expects: compute_loss no point
# expects: compute_loss told slip returns_one_number_per_point
# expects: train_parameters_linear_regression told slip scales_the_steps
"""One loss for each point, and half of it; the training sums them up and divides."""

import torch


def compute_loss(list_number_tasks, list_number_questions, theta_0, theta_1):
    tasks = torch.tensor(list_number_tasks, dtype=torch.float32)
    questions = torch.tensor(list_number_questions, dtype=torch.float32)
    predictions = theta_0 + theta_1 * tasks
    return (predictions - questions.reshape(predictions.shape)) ** 2 / 2


def train_parameters_linear_regression(
    list_number_tasks, list_number_questions, learning_rate=0.02, number_training_steps=200
):
    offset = torch.ones((), requires_grad=True)
    slope = torch.full((), 2.0, requires_grad=True)
    size = len(list_number_tasks)
    for _ in range(number_training_steps):
        losses = compute_loss(list_number_tasks, list_number_questions, offset, slope)
        losses.sum().backward()
        with torch.no_grad():
            for one in (offset, slope):
                one -= learning_rate * one.grad / size
                one.grad.zero_()
    return offset, slope
