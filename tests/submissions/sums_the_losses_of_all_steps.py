# expects: train_parameters_linear_regression told mistake never_clears_gradients
# expects: train_parameters_linear_regression says "a sum of losses"
# expects: others every point
"""Gradients are cleared after each step, but the losses of all steps are summed."""

import torch


def compute_loss(list_number_tasks, list_number_questions, theta_0, theta_1):
    tasks = torch.tensor(list_number_tasks)
    questions = torch.tensor(list_number_questions)
    return ((theta_0 + theta_1 * tasks - questions) ** 2).mean()


def train_parameters_linear_regression(
    list_number_tasks, list_number_questions, learning_rate=0.02, number_training_steps=200
):
    thetas = [torch.tensor(start, requires_grad=True) for start in (1.0, 2.0)]
    total = torch.zeros(())
    for _ in range(number_training_steps):
        total = total + compute_loss(list_number_tasks, list_number_questions, *thetas)
        total.backward(retain_graph=True)
        for theta in thetas:
            theta.data = theta.data - learning_rate * theta.grad
            theta.grad.zero_()
    return thetas[0], thetas[1]
