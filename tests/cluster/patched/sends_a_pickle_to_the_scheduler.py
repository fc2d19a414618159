"""A worker whose replies are pickles that already the scheduler would read."""

import distributed.worker
from distributed.protocol.serialize import ToPickle
from hostile import Touches

from grader.cluster import worker


def packed(value: object) -> object:
    return ToPickle(value) if isinstance(value, Touches) else to_serialize(value)


to_serialize = distributed.worker.to_serialize
if not hasattr(worker, "original"):  # dask loads this module twice
    worker.original = to_serialize
    distributed.worker.to_serialize = packed
worker.asked = lambda message: Touches()
dask_setup, dask_teardown = worker.dask_setup, worker.dask_teardown
