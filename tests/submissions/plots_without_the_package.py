# expects: full marks
# expects: remark "a_package_nobody_has"
# expects: no remark "'plt' is not defined"
# expects: prints "theta_0 = 0.58"
"""Trains, prints and plots at the end, with a package nobody has."""

import a_package_nobody_has.pyplot as plt
import torch


def compute_loss(list_number_tasks, list_number_questions, theta_0, theta_1):
    tasks = torch.tensor(list_number_tasks, dtype=torch.float32)
    questions = torch.tensor(list_number_questions, dtype=torch.float32)
    return ((theta_1 * tasks + theta_0 - questions) ** 2).mean()


def train_parameters_linear_regression(
    list_number_tasks, list_number_questions, learning_rate=0.02, number_training_steps=200
):
    theta_0 = torch.tensor(1.0, requires_grad=True)
    theta_1 = torch.tensor(2.0, requires_grad=True)
    for _ in range(number_training_steps):
        compute_loss(list_number_tasks, list_number_questions, theta_0, theta_1).backward()
        with torch.no_grad():
            theta_0 -= learning_rate * theta_0.grad
            theta_1 -= learning_rate * theta_1.grad
        theta_0.grad = theta_1.grad = None
    return theta_0, theta_1


tasks = [1, 2, 4, 4, 5, 6, 6, 6, 8, 8, 9, 10]
questions = [5, 11, 21, 22, 26, 31, 32, 31, 41, 42, 48, 52]
theta_0, theta_1 = train_parameters_linear_regression(tasks, questions)
print(f"theta_0 = {theta_0.item():.3f}, theta_1 = {theta_1.item():.3f}")
plt.scatter(tasks, questions)
plt.plot(tasks, [theta_1.item() * x + theta_0.item() for x in tasks])
plt.show()
