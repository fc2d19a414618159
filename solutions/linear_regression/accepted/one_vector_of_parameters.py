# exercise: linear_regression
"""Both parameters live in one vector, which autograd and the update see whole."""

import torch


def compute_loss(list_number_tasks, list_number_questions, theta_0, theta_1):
    tasks = torch.tensor(list_number_tasks, dtype=torch.float32)
    questions = torch.tensor(list_number_questions, dtype=torch.float32)
    predictions = theta_1 * tasks + theta_0
    return ((predictions - questions) ** 2).mean()


def train_parameters_linear_regression(
    list_number_tasks, list_number_questions, learning_rate=0.02, number_training_steps=200
):
    theta = torch.tensor([1.0, 2.0], requires_grad=True)
    for _ in range(number_training_steps):
        loss = compute_loss(list_number_tasks, list_number_questions, theta[0], theta[1])
        loss.backward()
        with torch.no_grad():
            theta -= learning_rate * theta.grad
            theta.grad.zero_()
    return theta[0], theta[1]
