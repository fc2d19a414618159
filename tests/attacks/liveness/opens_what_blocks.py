# tries: pipes of its own and of others that wait for a second reader
# exercise: linear_regression
import fcntl
import os
import tempfile

HERE = tempfile.gettempdir()


def compute_loss(*arguments):
    try:
        with open("@FIFO@", "w") as pipe:
            pipe.write("hello")
        print("ESCAPED: wrote to a pipe outside")
    except OSError:
        pass
    os.mkfifo(f"{HERE}/waits")
    open(f"{HERE}/waits").close()


def train_parameters_linear_regression(*arguments, **keywords):
    reader, writer = os.pipe()
    try:
        with open(f"{HERE}/locked", "w") as one, open(f"{HERE}/locked", "w") as other:
            fcntl.flock(one, fcntl.LOCK_EX)
            fcntl.flock(other, fcntl.LOCK_EX)
    except OSError:
        os.read(reader, 1)
