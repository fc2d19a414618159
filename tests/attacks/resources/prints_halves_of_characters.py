# tries: bytes and half characters that are no text in any encoding
# exercise: linear_regression
import os
import sys

HALVES = "\ud800 \udfff \udc80 \udcff " * 1000

for print_it in (
    lambda: print(HALVES),
    lambda: sys.stdout.buffer.write(HALVES.encode("utf-8", "surrogatepass")),
    lambda: os.write(1, b"\xff\xfe\x00\xd8" * 1000),
    lambda: os.write(2, b"\xf0\x9f\x98"),
    lambda: os.write(1, b"\xed\xa0\x80\xc0\x80\xf8\x88\x80\x80\x80"),
):
    try:
        print_it()
    except UnicodeEncodeError:
        pass


def compute_loss(*arguments):
    raise ValueError(HALVES)


def train_parameters_linear_regression(*arguments, **keywords):
    return HALVES
