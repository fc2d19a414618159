"""A worker whose process ends when it gets a certain submission."""

import os

from grader.cluster import worker

asked = getattr(worker, "original", worker.asked)  # dask loads this module twice
worker.original = asked


def dies(message: bytes) -> bytes:
    if b"takes the worker down" in message:
        os._exit(1)
    return asked(message)


worker.asked = dies
dask_setup, dask_teardown = worker.dask_setup, worker.dask_teardown
