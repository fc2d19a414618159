# tries: to write to and to read from a named pipe of another process
# exercise: linear_regression
import os
import stat


def pipes(folder):
    for name in os.listdir(folder):
        path = os.path.join(folder, name)
        if stat.S_ISFIFO(os.stat(path).st_mode):
            yield path


paths = ["@FIFO@"]
for folder in ("@FOLDER@", "/tmp", "/run", "/dev"):
    try:
        paths += pipes(folder)
    except OSError:
        pass
for path in paths:
    for flags in (os.O_WRONLY, os.O_RDWR, os.O_RDONLY):
        try:
            number = os.open(path, flags | os.O_NONBLOCK)
        except OSError:
            continue
        print(f"ESCAPED: opened {path}")
        try:
            os.write(number, b"20 of 20 points\n")
        except OSError:
            pass


def compute_loss(*arguments):
    return None


def train_parameters_linear_regression(*arguments, **keywords):
    return None
