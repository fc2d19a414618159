"""A worker whose replies are pickles, packed as dask packs what it unpickles where it arrives."""

from distributed.protocol import Serialized, pickle
from hostile import reply_with_pickles

from grader.cluster import worker

HEADER = {"serializer": "pickle", "writeable": ()}
reply_with_pickles(lambda value: Serialized(HEADER, [pickle.dumps(value)]))
dask_setup, dask_teardown = worker.dask_setup, worker.dask_teardown
