# tries: to find and change the author's own data file, and to read what lies beside it
# exercise: linear_regression
import os

for path in ("@DATA@", "@DATA@/../checks.py", os.path.dirname("@DATA@")):
    try:
        os.stat(path)
        print("ESCAPED: found", path)
    except OSError:
        pass
for mode in ("r", "a", "r+", "w"):
    try:
        open("@DATA@", mode)
        print("ESCAPED: opened the author's file")
    except OSError:
        pass
for way in (os.unlink, os.listdir, lambda path: os.rename("nights.csv", path)):
    try:
        way("@DATA@")
        print("ESCAPED: reached the author's file")
    except OSError:
        pass


def compute_loss(*arguments):
    return None


def train_parameters_linear_regression(*arguments, **keywords):
    return None
