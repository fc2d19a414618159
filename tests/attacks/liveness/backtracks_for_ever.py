# tries: regular expressions that backtrack for longer than a life
# exercise: linear_regression
import re


def compute_loss(*arguments):
    return re.match(r"(a+)+$", "a" * 64 + "b")


def train_parameters_linear_regression(*arguments, **keywords):
    return re.fullmatch(r"(.*)\1(.*)\2(.*)\3x", "a" * 50_000)
