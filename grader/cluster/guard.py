"""Refuses pickles: what is in one can run any code while it is read.

dask.distributed wraps tasks in pickles, and reads pickles in many places. Each name that a pickle
refers to is announced by an audit event before anything is imported or called, so one hook guards
all these places: https://docs.python.org/3/library/pickle.html#restricting-globals and
https://docs.python.org/3/library/audit_events.html.
"""

import pickle
import sys
from collections.abc import Callable, Collection
from typing import Any

from distributed.protocol.serialize import families, register_serialization_family

TASK = ("grader.cluster.worker", "asked")
BYTES = ("builtins", "bytes")  # the type of what dask carries unread
# what a task consists of on its way from the grading machine to the scheduler, and on to a worker
OF_SCHEDULERS = frozenset(
    {
        ("dask._expr", "Expr._reconstruct"),
        ("dask._expr", "LLGExpr"),
        ("dask._task_spec", "Task"),
        TASK,
        BYTES,
    }
)
OF_WORKERS = frozenset(
    {
        ("dask._task_spec", "Task"),
        TASK,
        BYTES,
        # a plugin of dask's own, which its scheduler sends to every worker
        ("distributed.shuffle._worker_plugin", "ShuffleWorkerPlugin"),
    }
)


class Refused(TypeError, pickle.UnpicklingError):
    """A pickle refers to something that it may not. Where dask reads one, it expects TypeErrors."""


class Guard:
    """While active, pickles in this process may refer to the `allowed` names and no others.

    The hook stays, as Python has no way to remove one; so there is one guard for each process.
    """

    def __init__(self) -> None:
        self.allowed: Collection[tuple[str, str]] | None = None
        self._is_hooked = False

    def activate(self, allowed: Collection[tuple[str, str]] = ()) -> None:
        """Refuse all other names from now on."""
        self.allowed = allowed
        if not self._is_hooked:
            sys.addaudithook(self._refuse)
            self._is_hooked = True

    def deactivate(self) -> None:
        """Allow every name again."""
        self.allowed = None

    def _refuse(self, event: str, arguments: tuple[object, ...]) -> None:
        if event != "pickle.find_class" or self.allowed is None:
            return
        module, name = arguments
        if (module, name) not in self.allowed:
            raise Refused(f"a pickle refers to {module}.{name}, and is refused")


GUARD = Guard()


def leave_unread(*names: str) -> Callable[[], None]:
    """In this process, what is packed in these ways of dask's arrives as None; the way back.

    An error instead would end the stream in which everything else arrives as well.
    """
    before = {name: families[name][:2] for name in names}

    def unread(header: dict[str, Any], frames: list[Any]) -> None:
        return None

    for name, (pack, _) in before.items():
        register_serialization_family(name, pack, unread)

    def restore() -> None:
        for name, (pack, unpack) in before.items():
            register_serialization_family(name, pack, unpack)

    return restore
