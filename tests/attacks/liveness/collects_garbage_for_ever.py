# tries: garbage collection and audit hooks that loop wherever they are called
# exercise: linear_regression
import gc
import sys


def stay(*arguments):
    while True:
        pass


class Cycle:
    def __init__(self):
        self.me = self

    __del__ = stay


def compute_loss(*arguments):
    gc.set_threshold(1)
    gc.callbacks.append(stay)
    return [[] for _ in range(100)]


def train_parameters_linear_regression(*arguments, **keywords):
    Cycle()
    sys.addaudithook(stay)
    gc.collect()
