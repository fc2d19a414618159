# tries: exceptions whose messages, notes, names and causes are giant
# exercise: linear_regression
def compute_loss(*arguments):
    raise ValueError("x" * 200_000_000)


def train_parameters_linear_regression(tasks, *arguments, **keywords):
    error = type("E" * 10_000_000, (Exception,), {})("y" * 10_000_000)
    for _ in range(10_000):
        error.add_note("z" * 1000)
        following = RuntimeError(*["argument"] * 1000)
        following.__cause__ = error
        error = following
    raise error


raise ValueError("x" * 100_000_000)

raise ExceptionGroup("g" * 1_000_000, [ValueError("h" * 1_000_000)] * 100)
