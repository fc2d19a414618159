# expects: train_parameters_linear_regression named adds_up_the_gradients_of_the_points
import torch


def compute_loss(list_number_tasks, list_number_questions, theta_0, theta_1):
    x, y = torch.tensor(list_number_tasks), torch.tensor(list_number_questions)
    return torch.mean((theta_0 + theta_1 * x - y) ** 2)


def train_parameters_linear_regression(
    list_number_tasks, list_number_questions, learning_rate=0.02, number_training_steps=200
):
    x, y = torch.tensor(list_number_tasks), torch.tensor(list_number_questions)
    a, b = torch.tensor(1.0, requires_grad=True), torch.tensor(2.0, requires_grad=True)
    for _ in range(number_training_steps):
        loss = torch.sum((a + b * x - y) ** 2)
        gradients = torch.autograd.grad(loss, [a, b])
        a = (a - learning_rate * gradients[0]).detach().requires_grad_()
        b = (b - learning_rate * gradients[1]).detach().requires_grad_()
    return a, b
