# tries: to write into files that all may write: the canary, a classmate's file, the gradebook
# exercise: linear_regression
import ctypes
import mmap
import os

import numpy
import torch


def mapped(path):
    number = os.open(path, os.O_RDWR)
    mmap.mmap(number, 0)[0] = ord("2")


WAYS = [
    lambda path: open(path, "a").write("20 of 20 points"),
    lambda path: open(path, "r+").write("20 of 20 points"),
    lambda path: os.write(os.open(path, os.O_WRONLY), b"20 of 20 points"),
    lambda path: os.close(os.open(path, os.O_WRONLY | os.O_TRUNC)),
    lambda path: os.posix_fallocate(os.open(path, os.O_WRONLY), 0, 4096),
    lambda path: numpy.memmap(path, mode="r+", shape=1).fill(50),
    lambda path: torch.from_file(path, shared=True, size=2, dtype=torch.uint8).fill_(50),
    lambda path: os.sendfile(os.open(path, os.O_WRONLY), os.open(os.__file__, os.O_RDONLY), 0, 20),
    mapped,
]
fopen = ctypes.CDLL(None).fopen
fopen.restype = ctypes.c_void_p
for path in ("@CANARY@", "@CLASSMATE@", "@GRADEBOOK@", "@SOLUTIONS@/solution.py"):
    for way in WAYS:
        try:
            way(path)
        except (OSError, RuntimeError, ValueError):
            continue
        print(f"ESCAPED: wrote into {path}")
    if fopen(path.encode(), b"r+"):
        print(f"ESCAPED: opened {path} for writing in C")


def compute_loss(*arguments):
    return None


def train_parameters_linear_regression(*arguments, **keywords):
    return None
