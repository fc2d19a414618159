# tries: files said to be a terabyte large, mapped, allocated and copied
# exercise: linear_regression
import mmap
import os
import tempfile

HUGE, HERE = 1 << 40, tempfile.gettempdir()


def compute_loss(*arguments):
    descriptor = os.open(f"{HERE}/sparse", os.O_RDWR | os.O_CREAT)
    os.ftruncate(descriptor, HUGE)
    with mmap.mmap(descriptor, 8 << 30) as memory:
        for place in range(0, 8 << 30, 4096):
            memory[place] = 1
    print("ESCAPED: 8 GiB in", HERE)


def train_parameters_linear_regression(*arguments, **keywords):
    descriptor = os.open(f"{HERE}/allocated", os.O_RDWR | os.O_CREAT)
    os.posix_fallocate(descriptor, 0, 1 << 30)
    print("ESCAPED: 1 GiB in", HERE)
