# expects: full marks
"""Both functions are wrapped by decorators that take any arguments."""

import functools
import time

import torch


def timed(function):
    def wrapper(*args, **kwargs):
        start = time.perf_counter()
        value = function(*args, **kwargs)
        wrapper.seconds = time.perf_counter() - start
        return value

    return wrapper


def logged(text):
    def decorate(function):
        @functools.wraps(function)
        def wrapper(*args, **kwargs):
            print(text, *kwargs)
            return function(*args, **kwargs)

        return wrapper

    return decorate


@timed
def compute_loss(list_number_tasks, list_number_questions, theta_0, theta_1):
    x, y = torch.tensor(list_number_tasks), torch.tensor(list_number_questions)
    return ((x * theta_1 + theta_0 - y) ** 2).mean()


@logged("training")
@timed
def train_parameters_linear_regression(
    list_number_tasks, list_number_questions, learning_rate=0.02, number_training_steps=200
):
    theta_0, theta_1 = torch.tensor(1.0, requires_grad=True), torch.tensor(2.0, requires_grad=True)
    for _ in range(number_training_steps):
        compute_loss(list_number_tasks, list_number_questions, theta_0, theta_1).backward()
        update(theta_0, learning_rate)
        update(theta_1, learning_rate)
    return theta_0, theta_1


@torch.no_grad()
def update(theta, learning_rate):
    theta -= learning_rate * theta.grad
    theta.grad = None
