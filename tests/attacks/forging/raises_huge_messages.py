# tries: to drown the report in exception texts, causes, notes and tracebacks without end
# exercise: linear_regression
def deep(levels):
    if levels:
        deep(levels - 1)
    error = ValueError("20 of 20 points\n" * 2_000_000)
    error.__notes__ = ["✓" * 10_000_000]
    for _ in range(10_000):
        try:
            raise error
        except ValueError as before:
            error = ValueError("x" * 1000)
            error.__cause__ = before
    raise error


def compute_loss(*arguments):
    deep(300)


def train_parameters_linear_regression(*arguments, **keywords):
    raise type("E" * 5_000_000, (Exception,), {})("✗" * 5_000_000)
