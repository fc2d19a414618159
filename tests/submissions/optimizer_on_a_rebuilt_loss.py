# expects: compute_loss named cuts_the_loss_off
# expects: train_parameters_linear_regression every point
# exercise: linear_regression
import torch


def compute_loss(list_number_tasks, list_number_questions, theta_0, theta_1):
    x = torch.tensor(list_number_tasks)
    y = torch.tensor(list_number_questions)
    error = (theta_0 + theta_1 * x - y) ** 2
    return torch.tensor(error.mean(), requires_grad=True)


def train_parameters_linear_regression(
    list_number_tasks, list_number_questions, learning_rate=0.02, number_training_steps=200
):
    theta_0 = torch.tensor(1.0, requires_grad=True)
    theta_1 = torch.tensor(2.0, requires_grad=True)
    optimizer = torch.optim.SGD([theta_0, theta_1], lr=learning_rate)
    for _ in range(number_training_steps):
        optimizer.zero_grad()
        loss = compute_loss(list_number_tasks, list_number_questions, theta_0, theta_1)
        loss.backward()
        optimizer.step()
    return theta_0.item(), theta_1.item()
