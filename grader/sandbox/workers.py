"""Where worker processes come from.

On Linux a fork server imports torch once and forks a child for each submission. Elsewhere, where a
fork after such an import is not safe, each submission has a process of its own.
"""

from __future__ import annotations

import sys
from collections.abc import Sequence
from typing import TYPE_CHECKING, Protocol

from grader.errors import SandboxUnavailable

if TYPE_CHECKING:
    from grader.report import Isolation
    from grader.sandbox.process import Worker

SANDBOXED: tuple[Isolation, ...] = ("full", "no-namespaces")
PLAIN: tuple[Isolation, ...] = ("none",)


class Workers(Protocol):
    """Where workers come from."""

    @property
    def isolation(self) -> Isolation:
        """How workers are confined; known once the first of them was had."""
        ...

    @property
    def refused(self) -> Sequence[str]:
        """Why better levels of isolation could not be had."""
        ...

    def worker(self, memory_bytes: int) -> Worker:
        """A fresh worker that may take `memory_bytes` more than torch itself."""
        ...

    def close(self) -> None:
        """End everything that is still running."""
        ...


def start_workers(levels: Sequence[Isolation] = PLAIN, servers: int = 1) -> Workers:
    """What this system offers: fork servers on Linux, else a process for each submission.

    `levels` are the levels of isolation that will do, best first. Raises SandboxUnavailable, here
    or when the first worker is asked for, where none of them can be had.
    """
    if sys.platform != "linux":
        from grader.sandbox.spawner import Spawner

        if "none" not in levels:
            raise SandboxUnavailable(f"the sandbox needs Linux, and this is {sys.platform}")
        return Spawner()
    from grader.sandbox.fork_server import ForkServer, ForkServers

    return ForkServer(levels) if servers == 1 else ForkServers(servers, levels)
