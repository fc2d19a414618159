# expects: compute_loss every point
# expects: train_parameters_linear_regression told trait uses_a_helper_that_leaves_gradients
# expects: train_parameters_linear_regression says "Fix compute_loss first: it leaves a gradient in theta_0 and theta_1"
import torch


def compute_loss(tasks, questions, theta_0, theta_1):
    errors = theta_0 + theta_1 * torch.tensor(tasks) - torch.tensor(questions)
    loss = errors.square().mean()
    loss.backward(retain_graph=True)  # so that the gradients are there already
    return loss


def train_parameters_linear_regression(
    tasks, questions, learning_rate=0.02, number_training_steps=200
):
    theta_0 = torch.tensor(1.0, requires_grad=True)
    theta_1 = torch.tensor(2.0, requires_grad=True)
    descent = torch.optim.SGD([theta_0, theta_1], lr=learning_rate)
    for _ in range(number_training_steps):
        descent.zero_grad()
        compute_loss(tasks, questions, theta_0, theta_1).backward()
        descent.step()
    return theta_0, theta_1
