# tries: to read what is outside with every way that Python itself has to open a file
# exercise: linear_regression
import fileinput
import io
import linecache
import mmap
import os
import pathlib
import tokenize

SECRETS = ["@CANARY@", "@SOLUTIONS@/solution.py", "@SOLUTIONS@/checks.py", "@CLASSMATE@"]


def mapped(path):
    number = os.open(path, os.O_RDONLY)
    return bytes(mmap.mmap(number, 0, access=mmap.ACCESS_READ))


WAYS = [
    lambda path: open(path).read(),
    lambda path: io.FileIO(path).readall(),
    lambda path: io.open_code(path).read(),
    lambda path: os.read(os.open(path, os.O_RDONLY), 1 << 16),
    lambda path: os.read(os.open(path, os.O_RDWR | os.O_NOFOLLOW | os.O_NOATIME), 1 << 16),
    lambda path: pathlib.Path(path).read_bytes(),
    lambda path: "".join(fileinput.input(path)),
    lambda path: tokenize.open(path).read(),
    lambda path: "".join(linecache.getlines(path)),
    mapped,
]
for secret in SECRETS:
    for way in WAYS:
        try:
            text = way(secret)
        except Exception:
            continue
        if text:
            print("ESCAPED:", text)


def compute_loss(*arguments):
    return None


def train_parameters_linear_regression(*arguments, **keywords):
    return None
