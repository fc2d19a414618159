# exercise: linear_regression
"""Training prints its progress, and the file trains once when it is loaded."""

import torch


def compute_loss(list_number_tasks, list_number_questions, theta_0, theta_1):
    tasks = torch.tensor(list_number_tasks, dtype=torch.float32)
    questions = torch.tensor(list_number_questions, dtype=torch.float32)
    predictions = theta_1 * tasks + theta_0
    return ((predictions - questions) ** 2).mean()


def train_parameters_linear_regression(
    list_number_tasks, list_number_questions, learning_rate=0.02, number_training_steps=200
):
    theta_0 = torch.tensor(1.0, requires_grad=True)
    theta_1 = torch.tensor(2.0, requires_grad=True)
    step = 0
    while step < number_training_steps:
        loss = compute_loss(list_number_tasks, list_number_questions, theta_0, theta_1)
        loss.backward()
        with torch.no_grad():
            theta_0 -= learning_rate * theta_0.grad
            theta_1 -= learning_rate * theta_1.grad
        theta_0.grad.zero_()
        theta_1.grad.zero_()
        step += 1
        if step % 20 == 0:
            print(f"step {step}: loss {loss.item():.3f}")
    return theta_0, theta_1


list_number_tasks = [1, 2, 4, 4, 5, 6, 6, 6, 8, 8, 9, 10]
list_number_questions = [5, 11, 21, 22, 26, 31, 32, 31, 41, 42, 48, 52]
print(train_parameters_linear_regression(list_number_tasks, list_number_questions))
