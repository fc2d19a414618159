"""Training uses the twelve points of the course, whatever lists it is given.

The function receives its data as arguments, and other data should lead to another line. Which names
is the loss computed from?
"""

import torch

NUMBER_TASKS = [1, 2, 4, 4, 5, 6, 6, 6, 8, 8, 9, 10]
NUMBER_QUESTIONS = [5, 11, 21, 22, 26, 31, 32, 31, 41, 42, 48, 52]


def train_parameters_linear_regression(
    list_number_tasks, list_number_questions, learning_rate=0.02, number_training_steps=200
):
    theta_0 = torch.tensor(1.0, requires_grad=True)
    theta_1 = torch.tensor(2.0, requires_grad=True)
    for _ in range(number_training_steps):
        loss = compute_loss(NUMBER_TASKS, NUMBER_QUESTIONS, theta_0, theta_1)
        loss.backward()
        with torch.no_grad():
            theta_0 -= learning_rate * theta_0.grad
            theta_1 -= learning_rate * theta_1.grad
        theta_0.grad.zero_()
        theta_1.grad.zero_()
    return theta_0, theta_1
