# tries: reads and writes where no memory is
# exercise: linear_regression
import ctypes


def compute_loss(*arguments):
    return ctypes.string_at(0)


def train_parameters_linear_regression(*arguments, **keywords):
    ctypes.memset(id(None), 255, 1 << 30)
