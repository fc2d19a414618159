"""Training is a function that makes one step and calls itself for the rest."""

import torch


def compute_loss(list_number_tasks, list_number_questions, theta_0, theta_1):
    tasks = torch.tensor(list_number_tasks, dtype=torch.float32)
    questions = torch.tensor(list_number_questions, dtype=torch.float32)
    predictions = theta_1 * tasks + theta_0
    return ((predictions - questions) ** 2).mean()


def train_parameters_linear_regression(
    list_number_tasks, list_number_questions, learning_rate=0.02, number_training_steps=200
):
    def descend(theta_0, theta_1, steps_left):
        if steps_left == 0:
            return theta_0, theta_1
        loss = compute_loss(list_number_tasks, list_number_questions, theta_0, theta_1)
        gradient_0, gradient_1 = torch.autograd.grad(loss, [theta_0, theta_1])
        return descend(
            (theta_0 - learning_rate * gradient_0).detach().requires_grad_(),
            (theta_1 - learning_rate * gradient_1).detach().requires_grad_(),
            steps_left - 1,
        )

    theta_0 = torch.tensor(1.0, requires_grad=True)
    theta_1 = torch.tensor(2.0, requires_grad=True)
    return descend(theta_0, theta_1, number_training_steps)
