"""A worker whose replies make a file, named by CANARY, where they are unpickled.

It packs them so that already the scheduler would unpickle them.
"""

import os

import distributed.worker
from distributed.protocol.serialize import ToPickle

from grader.cluster import worker


class Touches:
    def __reduce__(self) -> tuple[object, tuple[object, ...]]:
        return open, (os.environ["CANARY"], "w")


def packed(value: object) -> object:
    if not isinstance(value, Touches):
        return to_serialize(value)
    return ToPickle(value)


to_serialize = distributed.worker.to_serialize
distributed.worker.to_serialize = packed
worker.asked = lambda message: Touches()
dask_setup, dask_teardown = worker.dask_setup, worker.dask_teardown
