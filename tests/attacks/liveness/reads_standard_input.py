# tries: reads from standard input, the terminal and descriptor 1
# exercise: linear_regression
import os
import sys


def compute_loss(*arguments):
    os.read(1, 1)
    return sys.stdin.read()


def train_parameters_linear_regression(*arguments, **keywords):
    try:
        with open("/dev/tty") as terminal:
            terminal.read()
    except OSError:
        pass
    while True:
        try:
            os.read(0, 1)
            input("number of steps? ")
        except (EOFError, OSError):
            pass
