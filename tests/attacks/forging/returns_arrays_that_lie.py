# tries: to return objects that turn into arrays, or that claim to come from numpy or fractions
# exercise: linear_regression
import numpy


class Array(numpy.ndarray):
    def item(self, *place):
        return 20.0

    def __array_finalize__(self, parent):
        self.flags.writeable = True


class Claimed:
    __module__ = "numpy"
    ndim = 0
    shape = ()
    item = lambda self: Claimed()
    __array__ = lambda self, *arguments, **keywords: numpy.array(20.0)
    __float__ = lambda self: 20.0
    __array_interface__ = {"shape": (2**40,), "typestr": "<f8", "data": (8, False), "version": 3}


class Fraction(Claimed):
    __module__ = "fractions"


def compute_loss(tasks, *arguments):
    return [Claimed(), Fraction(), numpy.zeros(()).view(Array)][len(tasks) % 3]


def train_parameters_linear_regression(*arguments, **keywords):
    return numpy.zeros(2).view(Array), Claimed()
