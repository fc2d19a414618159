# tries: to write other numbers into the data file, for the next question and the next submission
# exercise: linear_regression
import mmap
import os

import numpy
import torch

KNOWN = "night,visitors\n1,7\n2,5\n"
NAME = "nights.csv"
last = [None]


def mapped():
    number = os.open(NAME, os.O_RDWR)
    mmap.mmap(number, 0)[0] = ord("2")


WAYS = [
    lambda: os.chmod(NAME, 0o666),
    lambda: open(NAME, "w").write("night,visitors\n1,0\n"),
    lambda: open(NAME, "a").write("3,0\n"),
    lambda: open(NAME, "r+").write("x"),
    lambda: os.truncate(NAME, 0),
    lambda: os.close(os.open(NAME, os.O_WRONLY | os.O_TRUNC)),
    lambda: os.posix_fallocate(os.open(NAME, os.O_WRONLY), 0, 4096),
    lambda: numpy.memmap(NAME, mode="r+", shape=1).fill(50),
    lambda: torch.from_file(NAME, shared=True, size=2, dtype=torch.uint8).fill_(50),
    lambda: torch.save(torch.zeros(3), NAME),
    mapped,
]


def compute_loss(tasks, *arguments):
    is_next = tasks is not last[0]  # else the same question, which calls twice
    last[0] = tasks
    if is_next and open(NAME).read() != KNOWN:
        print("ESCAPED: one question changed what the next one reads")
    for way in WAYS:
        try:
            way()
        except (OSError, RuntimeError, ValueError):
            pass


def train_parameters_linear_regression(tasks, *arguments, **keywords):
    compute_loss(tasks)
