# tries: TCP by torch.distributed: a store as client and as server
# exercise: linear_regression
from datetime import timedelta

import torch.distributed as dist

SOON = timedelta(seconds=1)


def attempt(what, do):
    try:
        do()
        print("ESCAPED:", what, flush=True)
    except (RuntimeError, OSError, ValueError):
        pass


def compute_loss(*arguments):
    for options in ({}, {"use_libuv": False}):
        attempt(
            "served a TCPStore",
            lambda: dist.TCPStore("127.0.0.1", 0, 1, True, SOON, False, **options),
        )


def train_parameters_linear_regression(*arguments, **keywords):
    attempt(
        "connected by a TCPStore",
        lambda: dist.TCPStore("127.0.0.1", int("@TCP@"), 2, False, SOON, False),
    )
