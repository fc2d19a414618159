# tries: one line of 1 GiB, in pieces and at once
# exercise: linear_regression
import sys


def compute_loss(*arguments):
    for _ in range(1024):
        sys.stdout.write("x" * (1 << 20))
    sys.stdout.flush()


def train_parameters_linear_regression(*arguments, **keywords):
    sys.stdout.write("y" * (1 << 30))
    sys.stdout.flush()
