"""A worker that sends hostile pickles to clients as warnings, and replies as others do."""

from distributed import get_worker
from distributed.protocol import pickle
from hostile import Touches

from grader.cluster import worker

asked = getattr(worker, "original", worker.asked)  # dask loads this module twice
worker.original = asked


def warns(message: bytes) -> bytes:
    hostile = pickle.dumps(Touches())
    get_worker().log_event("warn", {"message": hostile, "category": hostile})
    return asked(message)


worker.asked = warns
dask_setup, dask_teardown = worker.dask_setup, worker.dask_teardown
