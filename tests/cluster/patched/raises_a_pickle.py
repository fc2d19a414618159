"""A worker whose tasks raise an error that makes a file, named by CANARY, where it is unpickled."""

import os

from grader.cluster import worker


class Touches(Exception):
    def __reduce__(self) -> tuple[object, tuple[object, ...]]:
        return open, (os.environ["CANARY"], "w")


def raises(message: bytes) -> bytes:
    raise Touches


worker.asked = raises
dask_setup, dask_teardown = worker.dask_setup, worker.dask_teardown
