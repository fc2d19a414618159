"""What hostile workers share: a pickle that makes a file where it is read, if that is elsewhere."""

import os
from collections.abc import Callable

import distributed.worker

from grader.cluster import worker
from grader.cluster.guard import GUARD


class Touches(Exception):
    """Its pickle makes the file named by CANARY in any process but this one."""

    def __reduce__(self) -> tuple[object, tuple[object, ...]]:
        file, own = os.environ["CANARY"], os.getpid()
        return exec, (f"import os\nif os.getpid() != {own}: open({file!r}, 'w')",)


def reply_with_pickles(packed: Callable[[Touches], object]) -> None:
    """Let every reply be such a pickle, packed so; dask loads a worker's module twice."""
    to_serialize = getattr(worker, "original", distributed.worker.to_serialize)
    worker.original = to_serialize
    worker.asked = lambda message: Touches()
    distributed.worker.to_serialize = lambda value: (
        packed(value) if isinstance(value, Touches) else to_serialize(value)
    )


# a hostile worker guards nothing
GUARD.activate = lambda *allowed: None
