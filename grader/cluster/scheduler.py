"""What the scheduler of a cluster loads: `dask scheduler --preload grader.cluster.scheduler`."""

from distributed import Scheduler

import grader
from grader.cluster.guard import GUARD, OF_SCHEDULERS

# dask would give a task to the next worker, and blame it for every worker that was lost while it
# waited there; the grading machine tries it again by itself, so that only it can be to blame
MAY_BE_LOST = 0
MARK = "torchgrade"  # the metadata by which the grading machine knows such a scheduler


def dask_setup(scheduler: Scheduler) -> None:
    """Set it up for grading: nothing else can run on this cluster from now on."""
    scheduler.allowed_failures = MAY_BE_LOST
    scheduler.task_metadata[MARK] = grader.__version__
    GUARD.activate(OF_SCHEDULERS)
