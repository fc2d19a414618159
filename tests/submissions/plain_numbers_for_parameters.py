# expects: train_parameters_linear_regression named never_asks_for_gradients
import torch


def compute_loss(list_number_tasks, list_number_questions, theta_0, theta_1):
    x, y = torch.tensor(list_number_tasks), torch.tensor(list_number_questions)
    return torch.mean((theta_0 + theta_1 * x - y) ** 2)


def train_parameters_linear_regression(
    list_number_tasks, list_number_questions, learning_rate=0.02, number_training_steps=200
):
    thetas = [torch.tensor(1.0), torch.tensor(2.0)]
    optimizer = torch.optim.SGD(thetas, lr=learning_rate)
    for _ in range(number_training_steps):
        optimizer.zero_grad()
        compute_loss(list_number_tasks, list_number_questions, *thetas).backward()
        optimizer.step()
    return tuple(thetas)
