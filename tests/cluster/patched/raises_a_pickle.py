"""A worker whose tasks raise an error that is a hostile pickle on its way."""

from hostile import Touches

from grader.cluster import worker


def raises(message: bytes) -> bytes:
    raise Touches


worker.asked = raises
dask_setup, dask_teardown = worker.dask_setup, worker.dask_teardown
