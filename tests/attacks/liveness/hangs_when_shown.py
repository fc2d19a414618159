# tries: text and exceptions whose __str__, name or package never ends
# exercise: linear_regression
class Silent(str):
    def __str__(self):
        while True:
            pass


class Unspeakable(Exception):
    def __str__(self):
        while True:
            pass


class NoPackage(ModuleNotFoundError):
    @property
    def name(self):
        while True:
            pass


raise Unspeakable


def compute_loss(*arguments):
    return Silent("text")


def train_parameters_linear_regression(*arguments, **keywords):
    raise NoPackage if keywords else Unspeakable
