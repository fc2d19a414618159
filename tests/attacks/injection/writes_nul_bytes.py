# tries: NUL bytes in output, names, messages, file names and types
# exercise: linear_regression
import os

NUL = "before\0after"
print(NUL)
os.write(1, b"\0" * 1000)
os.write(2, b"graded\0\n")


class Error(Exception):
    pass


try:
    Error.__name__ = "Error\0"
except ValueError:
    pass
globals()["compute_loss\0"] = lambda: None


def compute_loss(*arguments):
    raise Error(NUL)


def train_parameters_linear_regression(*arguments, **keywords):
    return NUL


raise ModuleNotFoundError(NUL, name="torch\0")
