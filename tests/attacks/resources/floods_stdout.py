# tries: output without end on stdout
# exercise: linear_regression
import os
import sys


def compute_loss(*arguments):
    while True:
        print("flood " * 10_000)


def train_parameters_linear_regression(*arguments, **keywords):
    block = b"\n" * (1 << 20)
    while True:
        os.write(sys.stdout.fileno(), block)
