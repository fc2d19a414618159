# tries: values whose type, kind, dtype or signature carries escapes
# exercise: linear_regression
import collections

import torch

ESCAPE = "\x1b[31m\x9b2J\u202e\r\n20 of 20"


class Default:
    def __repr__(self):
        return ESCAPE


class Model(torch.nn.Module):
    pass


Model.__name__ = ESCAPE
Pair = type(ESCAPE, (tuple,), {})
Point = collections.namedtuple("Point", "x y")
Point.__name__ = ESCAPE
VALUES = [Model(), Pair((1.0, 2.0)), Point(1.0, 2.0), Pair(), type(ESCAPE, (), {})(), {ESCAPE: 1}]


def compute_loss(tasks, questions, theta_0, theta_1, required, other=Default()):
    return None


def train_parameters_linear_regression(tasks, questions, *arguments, **keywords):
    return VALUES[int(questions[0]) % len(VALUES)]
