# expects: full marks
# exercise: linear_regression
"""The loss is an object with __call__, training a static method bound to a name."""

import torch


class MeanSquaredError:
    def __init__(self, power):
        self.power = power

    def __call__(self, tasks, questions, theta_0, theta_1):
        line = theta_1 * torch.tensor(tasks) + theta_0
        return (line - torch.tensor(questions)).pow(self.power).mean()


class Trainer:
    start = (1.0, 2.0)

    @classmethod
    def parameters(cls):
        return [torch.tensor(value, requires_grad=True) for value in cls.start]

    @staticmethod
    def train(tasks, questions, learning_rate=0.02, number_training_steps=200):
        thetas = Trainer.parameters()
        for _ in range(number_training_steps):
            compute_loss(tasks, questions, *thetas).backward()
            for theta in thetas:
                theta.data.sub_(theta.grad, alpha=learning_rate)
                theta.grad = None
        return tuple(thetas)


compute_loss = MeanSquaredError(power=2)
train_parameters_linear_regression = Trainer.train
