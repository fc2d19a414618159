# expects: full marks
"""The functions are defined inside `if` and `try`, with constants above them."""

import torch

THETA_0, THETA_1 = 1.0, 2.0
LEARNING_RATE, STEPS = 0.02, 200

if __name__ != "__main__":

    def compute_loss(list_number_tasks, list_number_questions, theta_0, theta_1):
        x, y = torch.tensor(list_number_tasks), torch.tensor(list_number_questions)
        return ((theta_1 * x + theta_0 - y) ** 2).mean()


try:
    import a_package_nobody_has
except ImportError:

    def train_parameters_linear_regression(
        list_number_tasks,
        list_number_questions,
        learning_rate=LEARNING_RATE,
        number_training_steps=STEPS,
    ):
        theta_0 = torch.tensor(THETA_0, requires_grad=True)
        theta_1 = torch.tensor(THETA_1, requires_grad=True)
        for _ in range(number_training_steps):
            loss = compute_loss(list_number_tasks, list_number_questions, theta_0, theta_1)
            loss.backward()
            with torch.no_grad():
                for theta in (theta_0, theta_1):
                    theta.copy_(theta - learning_rate * theta.grad)
                    theta.grad = None
        return theta_0, theta_1


if __name__ == "__main__":
    raise RuntimeError("nobody runs this file as a program")
