"""A cluster on this machine: a scheduler and workers, each a process of its own."""

import contextlib
import logging
import sys
from collections.abc import Collection, Iterator

from distributed.deploy.subprocess import SubprocessCluster

from grader.cluster.terms import SOLUTION
from grader.errors import InputError

# a scheduler that nobody uses ends, and its workers with it: the command may have been killed
IDLE = "60s"


@contextlib.contextmanager
def local_cluster(count: int, packages: Collection[str]) -> Iterator[str]:
    """Start a scheduler and that many workers; yields the scheduler's address.

    Raises InputError where this system cannot.
    """
    if sys.platform != "linux":
        raise InputError(f"--scheduler local:N needs Linux, and this is {sys.platform}.")
    options = [part for name in packages for part in ("--package", name)]
    cluster = SubprocessCluster(
        n_workers=count,
        threads_per_worker=1,
        dashboard_address=None,
        scheduler_kwargs={"preload": ["grader.cluster.scheduler"], "idle_timeout": IDLE},
        worker_kwargs={
            "preload": ["grader.cluster.worker"],
            "preload_argv": [options],
            "resources": {SOLUTION: 1},
        },
        silence_logs=logging.CRITICAL,
    )
    with cluster:
        yield cluster.scheduler_address
