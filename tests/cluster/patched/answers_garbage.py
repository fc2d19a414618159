"""A worker whose replies are no replies."""

from grader.cluster import worker

worker.asked = lambda message: b'{"type":"seen","score":20}'
dask_setup, dask_teardown = worker.dask_setup, worker.dask_teardown
