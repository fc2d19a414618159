# tries: sort keys whose comparison never ends or makes more keys
# exercise: linear_regression
import itertools


class Key:
    def __init__(self, number):
        self.number = number

    def __lt__(self, other):
        while self.number is not other:
            self.number += 1


def compute_loss(*arguments):
    return sorted(range(10), key=Key)


def train_parameters_linear_regression(*arguments, **keywords):
    return max(itertools.count(), key=lambda number: -number)
