"""A worker that has another version of torchgrade."""

import grader

grader.__version__ = "0.0.9"

from grader.cluster.worker import dask_setup, dask_teardown  # noqa: E402, F401
