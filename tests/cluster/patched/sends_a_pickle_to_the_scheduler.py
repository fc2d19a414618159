"""A worker whose replies are pickles that already the scheduler would read."""

from distributed.protocol.serialize import ToPickle
from hostile import reply_with_pickles

from grader.cluster import worker

reply_with_pickles(ToPickle)
dask_setup, dask_teardown = worker.dask_setup, worker.dask_teardown
