"""A worker whose replies make a file, named by CANARY, where they are unpickled.

It packs them as dask packs what it unpickles where it arrives.
"""

import os

import distributed.worker
from distributed.protocol import Serialized, pickle

from grader.cluster import worker


class Touches:
    def __reduce__(self) -> tuple[object, tuple[object, ...]]:
        return open, (os.environ["CANARY"], "w")


def packed(value: object) -> object:
    if not isinstance(value, Touches):
        return to_serialize(value)
    return Serialized({"serializer": "pickle", "writeable": ()}, [pickle.dumps(value)])


to_serialize = distributed.worker.to_serialize
distributed.worker.to_serialize = packed
worker.asked = lambda message: Touches()
dask_setup, dask_teardown = worker.dask_setup, worker.dask_teardown
