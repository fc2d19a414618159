"""Only the last point counts in the loss; the others are computed and then lost.

On each turn of the loop the new squared error takes the place of the old one. What should
happen to the errors of the points that came before?
"""

import torch


def compute_loss(list_number_tasks, list_number_questions, theta_0, theta_1):
    loss = 0.0
    for tasks, questions in zip(list_number_tasks, list_number_questions):
        prediction = theta_1 * tasks + theta_0
        loss = (prediction - questions) ** 2
    return loss / len(list_number_tasks)


def train_parameters_linear_regression(
    list_number_tasks, list_number_questions, learning_rate=0.02, number_training_steps=200
):
    theta_0 = torch.tensor(1.0, requires_grad=True)
    theta_1 = torch.tensor(2.0, requires_grad=True)
    for _ in range(number_training_steps):
        loss = compute_loss(list_number_tasks, list_number_questions, theta_0, theta_1)
        loss.backward()
        with torch.no_grad():
            theta_0 -= learning_rate * theta_0.grad
            theta_1 -= learning_rate * theta_1.grad
        theta_0.grad.zero_()
        theta_1.grad.zero_()
    return theta_0, theta_1
