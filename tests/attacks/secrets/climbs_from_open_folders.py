# tries: to climb out with `..`, starting from every folder that is open or that it may open
# exercise: linear_regression
import os
import sys
import sysconfig

SECRETS = ["@CANARY@", "@SOLUTIONS@/solution.py", "@GRADEBOOK@", "@CLASSMATE@"]


def folders():
    yield from range(64)
    seen = ["/", "/tmp", ".", *sys.path, *sysconfig.get_paths().values(), "/proc/self", "/dev"]
    for path in seen:
        for flags in (os.O_DIRECTORY, os.O_DIRECTORY | os.O_PATH):
            try:
                yield os.open(path, flags)
            except OSError:
                pass


for folder in folders():
    for secret in SECRETS:
        for levels in (1, 2, 5, 20):
            climb = "../" * levels + secret.lstrip("/")
            for path in (climb, "./" + climb, secret.lstrip("/"), "..//./" + climb):
                try:
                    number = os.open(path, os.O_RDONLY, dir_fd=folder)
                except OSError:
                    continue
                print("ESCAPED:", os.read(number, 1 << 16))
                os.close(number)


def compute_loss(*arguments):
    return None


def train_parameters_linear_regression(*arguments, **keywords):
    return None
