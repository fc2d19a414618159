"""Starts what this system has for running submissions."""

from __future__ import annotations

import os
import sys
from collections.abc import Sequence
from typing import TYPE_CHECKING

from grader.errors import SandboxUnavailable
from grader.sandbox.fork_server import ForkServer, ForkServers
from grader.sandbox.spawner import Spawner
from grader.sandbox.workers import PLAIN, Workers

if TYPE_CHECKING:
    from grader.report import Isolation


def start_workers(
    levels: Sequence[Isolation] = PLAIN, servers: int = 1, packages: Sequence[str] = ()
) -> Workers:
    """Fork servers on Linux, elsewhere a process for each submission.

    `levels` are the acceptable levels of isolation, best first; `packages` are what submissions may
    import beside torch and numpy, by the names that pip knows. Raises SandboxUnavailable, here or
    when the first worker is asked for, when the system offers none of them.
    """
    if sys.platform != "linux":
        if "none" not in levels:
            raise SandboxUnavailable(f"the sandbox needs Linux, and this is {sys.platform}")
        return Spawner(packages)
    if servers == 1:
        return ForkServer(levels, packages)
    return ForkServers(servers, levels, packages)


def default_jobs() -> int:
    """One for each processor that this process may use."""
    return len(os.sched_getaffinity(0)) if hasattr(os, "sched_getaffinity") else os.cpu_count() or 1
