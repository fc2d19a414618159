"""A cluster on this machine: a scheduler and workers, processes of dask's own commands."""

import contextlib
import json
import os
import subprocess
import sys
import tempfile
import time
from collections.abc import Collection, Iterator
from pathlib import Path

from grader.cluster.connection import EVENT_LOOP, EVENT_LOOP_SETTING
from grader.cluster.terms import SOLUTION
from grader.errors import ClusterLost

START_SECONDS = 60.0
END_SECONDS = 10.0
# a scheduler that nobody uses ends, and its workers with it: the command may have been killed
IDLE_SECONDS = 600
HERE = "127.0.0.1"
# dask's monitoring would wake its processes up fifty times a second, and reads statistics of disks
SETTINGS = {
    EVENT_LOOP_SETTING: EVENT_LOOP,
    "DASK_DISTRIBUTED__WORKER__PROFILE__ENABLED": "False",
    "DASK_DISTRIBUTED__ADMIN__TICK__INTERVAL": "1s",
    "DASK_DISTRIBUTED__ADMIN__SYSTEM_MONITOR__INTERVAL": "10s",
    "DASK_DISTRIBUTED__ADMIN__SYSTEM_MONITOR__DISK": "False",
    "DASK_DISTRIBUTED__WORKER__MEMORY__MONITOR_INTERVAL": "1s",
}


@contextlib.contextmanager
def local_cluster(count: int, packages: Collection[str]) -> Iterator[str]:
    """Start a scheduler and that many workers; yields the scheduler's address.

    Raises ClusterLost if the scheduler does not start.
    """
    with tempfile.TemporaryDirectory(prefix="torchgrade-") as folder:
        file = Path(folder, "scheduler.json")
        scheduler = ("scheduler", "--port", "0", "--scheduler-file", str(file))
        options = [part for name in packages for part in ("--package", name)]
        started = []
        try:
            idle = ("--idle-timeout", f"{IDLE_SECONDS}s")
            started.append(_start(folder, *scheduler, *idle, preload="scheduler"))
            address = _address(file, started[0])
            workers = ("worker", address, "--nworkers", str(count), "--nthreads", "1")
            offer = ("--resources", f"{SOLUTION}=1", "--death-timeout", f"{IDLE_SECONDS}s")
            started.append(_start(folder, *workers, *offer, preload="worker", more=options))
            yield address
        finally:
            _end(started)


def _start(
    folder: str, *words: str, preload: str, more: Collection[str] = ()
) -> "subprocess.Popen[bytes]":
    """Start one of dask's commands, which keeps in the folder what goes with it."""
    # -P: Python would look for dask in the folder that it is called in, among submissions
    command = [sys.executable, "-P", "-m", "dask", *words, "--host", HERE, "--no-dashboard"]
    return subprocess.Popen(
        [*command, "--preload", f"grader.cluster.{preload}", *more],
        stdin=subprocess.DEVNULL,
        stdout=subprocess.DEVNULL,
        stderr=subprocess.DEVNULL,
        cwd=folder,
        env={**os.environ, **SETTINGS, "DASK_TEMPORARY_DIRECTORY": folder},
        start_new_session=True,  # only the grader itself handles Ctrl-C
    )


def _address(file: Path, scheduler: "subprocess.Popen[bytes]") -> str:
    """The scheduler's address, once it listens. Raises ClusterLost."""
    deadline = time.monotonic() + START_SECONDS
    while scheduler.poll() is None and time.monotonic() < deadline:
        with contextlib.suppress(OSError, ValueError, KeyError):
            return str(json.loads(file.read_text(encoding="utf-8"))["address"])
        time.sleep(0.1)
    raise ClusterLost(
        "The scheduler of a cluster on this machine did not start. "
        "`dask scheduler --preload grader.cluster.scheduler` shows why."
    )


def _end(started: "list[subprocess.Popen[bytes]]") -> None:
    """Let the processes end by themselves, the workers first; then kill what is left."""
    for process in reversed(started):
        process.terminate()
        with contextlib.suppress(subprocess.TimeoutExpired):
            process.wait(END_SECONDS)
        process.kill()
        process.wait()
