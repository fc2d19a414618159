# tries: one line of exactly 64 KiB, cut in the midst of a sequence
# exercise: linear_regression
import sys

LIMIT = 64 << 10
HEAD = "x" * (LIMIT - 3)
sys.stdout.write(HEAD + "\x1b[31m" + "é" * 100)
sys.stdout.flush()


def compute_loss(*arguments):
    for size in (299, 300, 499, 500, LIMIT):
        print("é" * size)
    raise ValueError("x" * 298 + "\x1b[31m\r\n" + "y" * 200 + "😀" * LIMIT)


def train_parameters_linear_regression(*arguments, **keywords):
    return "x" * 198 + "\x1b[31m"
