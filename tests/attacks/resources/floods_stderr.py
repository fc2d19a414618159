# tries: output without end on stderr: text, warnings and torch's own messages
# exercise: linear_regression
import sys
import warnings


def compute_loss(*arguments):
    while True:
        sys.stderr.write("flood " * 10_000)


def train_parameters_linear_regression(*arguments, **keywords):
    warnings.simplefilter("always")
    while True:
        warnings.warn("flood " * 10_000)


while True:
    sys.stderr.buffer.write(b"\x00\xff" * (1 << 16))
