# tries: a dictionary of ever more strings, and strings interned for ever
# exercise: linear_regression
import itertools
import sys


def compute_loss(*arguments):
    kept = {}
    for number in itertools.count():
        kept[f"{number:>1000}"] = sys.intern(f"{number:<1000}")
        if number == 2_000_000:
            print("ESCAPED: 4 GiB of memory", flush=True)
            return


def train_parameters_linear_regression(*arguments, **keywords):
    for number in itertools.count():
        globals()[f"name_{number}"] = str(number) * 100
