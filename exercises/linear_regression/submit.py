# exercise: linear_regression
import torch


def compute_loss(list_number_tasks, list_number_questions, theta_0, theta_1):
    """Return the mean squared error of the line theta_1 * number_of_tasks + theta_0.

    list_number_tasks:      list of n numbers, the tasks in each week
    list_number_questions:  list of n numbers, the questions asked in each week
    theta_0, theta_1:       tensors of shape [] that require gradients

    Returns a tensor of shape [] through which gradients reach theta_0 and theta_1.
    """
    # TODO: tasks 1 and 2 of README.md
    raise NotImplementedError


def train_parameters_linear_regression(
    list_number_tasks, list_number_questions, learning_rate=0.02, number_training_steps=200
):
    """Return (theta_0, theta_1) after full-batch gradient descent from theta_0 = 1, theta_1 = 2.

    list_number_tasks:      list of n numbers, the tasks in each week
    list_number_questions:  list of n numbers, the questions asked in each week
    learning_rate:          number, what each gradient is multiplied by in a step
    number_training_steps:  whole number, how many steps to make

    Returns two tensors of shape [], theta_0 first.
    """
    # TODO: tasks 3 to 5 of README.md
    raise NotImplementedError


if __name__ == "__main__":
    tasks = [1, 2, 4, 4, 5, 6, 6, 6, 8, 8, 9, 10]
    questions = [5, 11, 21, 22, 26, 31, 32, 31, 41, 42, 48, 52]

    loss = compute_loss(tasks, questions, torch.tensor(1.0), torch.tensor(2.0))
    print(f"before training: theta_0 = 1, theta_1 = 2, loss = {loss.item():.3f}")

    theta_0, theta_1 = train_parameters_linear_regression(tasks, questions)
    theta_0, theta_1 = torch.as_tensor(theta_0), torch.as_tensor(theta_1)
    loss = compute_loss(tasks, questions, theta_0, theta_1)
    print(
        f"after training: theta_0 = {theta_0.item():.3f}, theta_1 = {theta_1.item():.3f}, "
        f"loss = {loss.item():.3f}"
    )
