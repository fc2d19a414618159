"""Where worker processes come from, whatever starts them.

On Linux a fork server imports torch once and forks a child for each submission. Elsewhere, where a
fork after such an import is not safe, each submission has a process of its own.
"""

from __future__ import annotations

from collections.abc import Sequence
from typing import TYPE_CHECKING, Protocol

if TYPE_CHECKING:
    from grader.exercise.data import Data
    from grader.report import Isolation
    from grader.sandbox.process import Worker

SANDBOXED: tuple[Isolation, ...] = ("full", "no-namespaces")
PLAIN: tuple[Isolation, ...] = ("none",)


class Workers(Protocol):
    """A source of workers."""

    @property
    def isolation(self) -> Isolation:
        """How workers are confined; certain once the first one has started."""
        ...

    @property
    def refused(self) -> Sequence[str]:
        """Why the kernel refused the better levels of isolation."""
        ...

    def worker(self, memory_bytes: int, data: Data = ()) -> Worker:
        """A fresh worker that may take `memory_bytes` more than torch itself.

        Its working folder has these data files, with which no other worker has anything to do.
        """
        ...

    def close(self) -> None:
        """End everything that is still running."""
        ...
