"""The parameters in the training function do not require gradients.

backward() goes from the loss back to the tensors that require gradients, and here it finds none.
What does a tensor need when it is made, so that it gets a gradient?
"""

import torch


def train_parameters_linear_regression(
    list_number_tasks, list_number_questions, learning_rate=0.02, number_training_steps=200
):
    theta_0 = torch.tensor(1.0)
    theta_1 = torch.tensor(2.0)
    for _ in range(number_training_steps):
        loss = compute_loss(list_number_tasks, list_number_questions, theta_0, theta_1)
        loss.backward()
        with torch.no_grad():
            theta_0 -= learning_rate * theta_0.grad
            theta_1 -= learning_rate * theta_1.grad
        theta_0.grad.zero_()
        theta_1.grad.zero_()
    return theta_0, theta_1
