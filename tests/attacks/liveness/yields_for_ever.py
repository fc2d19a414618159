# tries: generators that never run dry, or never yield at all
# exercise: linear_regression
import collections
import itertools
import time


def compute_loss(tasks, *arguments):
    if len(tasks) > 2:
        return (time.sleep(3600) for _ in itertools.count())
    return filter(None, itertools.repeat(0))


class Queue(collections.deque):
    def __iter__(self):
        while True:
            pass


def train_parameters_linear_regression(tasks, *arguments, **keywords):
    return Queue() if len(tasks) > 2 else map(float, itertools.count())
