# tries: integers of many million digits, and numbers no float can hold
# exercise: linear_regression
import decimal
import fractions
import sys

sys.set_int_max_str_digits(0)


def compute_loss(tasks, *arguments):
    return 1 << 10**9 if len(tasks) > 2 else 10 ** (10**8)


def train_parameters_linear_regression(tasks, *arguments, **keywords):
    if len(tasks) > 2:
        return fractions.Fraction(1 << 10**8, 3), decimal.Decimal("1e999999999")
    print(7**10_000_000)
    return str(7**10_000_000), int("9" * 1_000_000)
