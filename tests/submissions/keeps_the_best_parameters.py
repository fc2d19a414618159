# expects: train_parameters_linear_regression told mistake counts_one_step_too_few
# expects: train_parameters_linear_regression never says "one step fewer than number_training_steps says."
# expects: others every point
"""The loop runs as often as it should, and the parameters with the smallest loss are kept."""

import torch


def compute_loss(list_number_tasks, list_number_questions, theta_0, theta_1):
    tasks = torch.tensor(list_number_tasks)
    questions = torch.tensor(list_number_questions)
    return ((theta_0 + theta_1 * tasks - questions) ** 2).mean()


def train_parameters_linear_regression(
    list_number_tasks, list_number_questions, learning_rate=0.02, number_training_steps=200
):
    thetas = [torch.tensor(start, requires_grad=True) for start in (1.0, 2.0)]
    best, smallest = [theta.detach().clone() for theta in thetas], float("inf")
    for _ in range(number_training_steps):
        loss = compute_loss(list_number_tasks, list_number_questions, *thetas)
        if loss.item() < smallest:
            best, smallest = [theta.detach().clone() for theta in thetas], loss.item()
        for theta, gradient in zip(thetas, torch.autograd.grad(loss, thetas)):
            theta.data -= learning_rate * gradient
    return tuple(best)
