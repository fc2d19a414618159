# expects: train_parameters_linear_regression named steps_without_a_gradient
import torch


def compute_loss(list_number_tasks, list_number_questions, theta_0, theta_1):
    x, y = torch.tensor(list_number_tasks), torch.tensor(list_number_questions)
    return torch.mean((theta_0 + theta_1 * x - y) ** 2)


def train_parameters_linear_regression(
    list_number_tasks, list_number_questions, learning_rate=0.02, number_training_steps=200
):
    a, b = torch.tensor(1.0, requires_grad=True), torch.tensor(2.0, requires_grad=True)
    for _ in range(number_training_steps):
        loss = compute_loss(list_number_tasks, list_number_questions, a, b)
        a.data = a.data - learning_rate * a.grad
        b.data = b.data - learning_rate * b.grad
        loss.backward()
    return a, b
