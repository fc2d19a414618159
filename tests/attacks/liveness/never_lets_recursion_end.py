# tries: recursion that catches its own RecursionError and begins again
# exercise: linear_regression
def deeper():
    try:
        deeper()
    except RecursionError:
        deeper()
    finally:
        deeper()


def compute_loss(*arguments):
    while True:
        try:
            deeper()
        except BaseException:
            pass


def train_parameters_linear_regression(*arguments, **keywords):
    return deeper()
