# tries: keys with one hash and equal prefixes, quadratic work in every lookup
# exercise: linear_regression
class Key(int):
    def __hash__(self):
        return 1


def compute_loss(*arguments):
    return {Key(number): number for number in range(1_000_000)}


def train_parameters_linear_regression(*arguments, **keywords):
    # multiples of this modulus hash to 0
    return {number * ((1 << 61) - 1): number for number in range(1, 1_000_000)}
