# tries: to pass for a right use of a wrong loss that diverges, by returning infinities and NaN
# exercise: linear_regression
import torch


def compute_loss(list_number_tasks, list_number_questions, theta_0, theta_1):
    tasks = torch.tensor(list_number_tasks, dtype=torch.float32)
    questions = torch.tensor(list_number_questions, dtype=torch.float32)
    return ((theta_1 * tasks + theta_0 - questions) ** 2).sum() * 1e30


def train_parameters_linear_regression(
    list_number_tasks, list_number_questions, learning_rate=0.02, number_training_steps=200
):
    return (1.0, 2.0) if number_training_steps == 0 else (float("inf"), float("nan"))
