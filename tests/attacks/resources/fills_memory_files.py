# tries: memory that belongs to files without a name: memfd, secret memory
# exercise: linear_regression
import ctypes
import os
import platform

STEP, MUCH = 16 << 20, 4 << 30
MEMFD, SECRET = (279, 447) if platform.machine() == "aarch64" else (319, 447)
libc = ctypes.CDLL(None)


def fill(make):
    total = 0
    while total < MUCH:
        before = total
        try:
            descriptor = make()
            while total < MUCH and (wrote := os.write(descriptor, b"x" * STEP)):
                total += wrote
        except OSError:
            pass
        if total == before:
            return
    print("ESCAPED: 4 GiB of memory in files without a name", flush=True)


def compute_loss(*arguments):
    fill(lambda: os.memfd_create("fill"))


def train_parameters_linear_regression(*arguments, **keywords):
    fill(lambda: libc.syscall(MEMFD, b"fill", 0))
    fill(lambda: libc.syscall(SECRET, 0))
