# tries: a loss whose backward pass, or a hook in it, never ends
# exercise: linear_regression
import torch


class Stay(torch.autograd.Function):
    @staticmethod
    def forward(ctx, value):
        return value.clone()

    @staticmethod
    def backward(ctx, gradient):
        while True:
            pass


def compute_loss(tasks, questions, theta_0, theta_1):
    if len(tasks) > 2:
        return Stay.apply(theta_0 + theta_1) * 0
    theta_0.register_hook(lambda gradient: Stay.backward(None, gradient))
    return theta_0 * theta_1 * 0


def train_parameters_linear_regression(*arguments, **keywords):
    value = Stay.apply(torch.zeros((), requires_grad=True))
    value.backward()
