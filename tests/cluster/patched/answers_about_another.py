"""A worker that replies to every request what it replied to the first one."""

from grader.cluster import worker

first: list[bytes] = []
asked = getattr(worker, "original", worker.asked)  # dask loads this module twice
worker.original = asked


def always_the_first(message: bytes) -> bytes:
    first.append(asked(message))
    return first[0]


worker.asked = always_the_first
dask_setup, dask_teardown = worker.dask_setup, worker.dask_teardown
