"""A worker whose replies are pickles, packed as dask packs what it unpickles where it arrives."""

import distributed.worker
from distributed.protocol import Serialized, pickle
from hostile import Touches

from grader.cluster import worker


def packed(value: object) -> object:
    if not isinstance(value, Touches):
        return to_serialize(value)
    return Serialized({"serializer": "pickle", "writeable": ()}, [pickle.dumps(value)])


to_serialize = distributed.worker.to_serialize
if not hasattr(worker, "original"):  # dask loads this module twice
    worker.original = to_serialize
    distributed.worker.to_serialize = packed
worker.asked = lambda message: Touches()
dask_setup, dask_teardown = worker.dask_setup, worker.dask_teardown
