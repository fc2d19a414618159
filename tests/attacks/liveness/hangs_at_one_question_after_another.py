# tries: a counter outside the process that picks the question to hang at
# exercise: linear_regression
import os
import tempfile

OWN = os.path.join(tempfile.gettempdir(), "asked")
NOTES = (OWN, "@FOLDER@/asked", "@TMP@/asked")


def count():
    most = 0
    for name in NOTES:
        try:
            descriptor = os.open(name, os.O_RDWR | os.O_CREAT | os.O_APPEND, 0o666)
            os.write(descriptor, b".")
            most = max(most, os.fstat(descriptor).st_size)
            os.close(descriptor)
            if name not in (OWN, "/tmp/asked"):
                print("ESCAPED: wrote", name)
        except OSError:
            pass
    return most


def compute_loss(*arguments):
    odd = count() % 2
    while odd:
        pass
    return 0.0


def train_parameters_linear_regression(*arguments, **keywords):
    third = count() % 3 == 0
    while third:
        pass
    return 0.0, 0.0
