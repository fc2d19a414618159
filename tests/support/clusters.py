"""Clusters of separate processes, started by dask's own commands as an operator would."""

import json
import os
import signal
import subprocess
import sys
import time
from collections.abc import Iterator, Mapping, Sequence
from contextlib import contextmanager
from dataclasses import dataclass, field
from pathlib import Path

START_SECONDS = 120.0
DASK = Path(sys.executable).with_name("dask")
WORKER = "grader.cluster.worker"
SCHEDULER = "grader.cluster.scheduler"


@dataclass
class Processes:
    """The processes of one cluster; `folder` has their logs."""

    folder: Path
    tls: Sequence[str] = ()
    running: list["subprocess.Popen[bytes]"] = field(default_factory=list)

    @property
    def address(self) -> str:
        """Where the scheduler listens; waits until it does."""
        file, deadline = self.folder / "scheduler.json", time.monotonic() + START_SECONDS
        while time.monotonic() < deadline:
            try:
                return str(json.loads(file.read_text())["address"])
            except (OSError, ValueError):
                time.sleep(0.1)
        raise AssertionError(self.said("scheduler"))

    def scheduler(self, preload: str = SCHEDULER) -> "subprocess.Popen[bytes]":
        """Start the scheduler."""
        file = self.folder / "scheduler.json"
        file.unlink(missing_ok=True)
        options = ["--host", "127.0.0.1", "--port", "0", "--no-dashboard"]
        return self._start("scheduler", *options, "--scheduler-file", str(file), preload=preload)

    def worker(
        self,
        preload: str = WORKER,
        *more: str,
        solution: bool = True,
        environment: Mapping[str, str] | None = None,
    ) -> "subprocess.Popen[bytes]":
        """Start a worker, without a nanny: nobody starts it again."""
        options = [self.address, "--no-nanny", "--nthreads", "1", "--no-dashboard"]
        options += ["--resources", "solution=1"] if solution else []
        return self._start("worker", *options, preload=preload, more=more, environment=environment)

    def said(self, kind: str) -> str:
        """What all processes of this kind wrote."""
        return "\n".join(one.read_text() for one in sorted(self.folder.glob(f"{kind}*.log")))

    def close(self) -> None:
        """Kill what is left."""
        for one in self.running:
            one.send_signal(signal.SIGKILL)
            one.wait()

    def _start(
        self,
        kind: str,
        *options: str,
        preload: str,
        more: Sequence[str] = (),
        environment: Mapping[str, str] | None = None,
    ) -> "subprocess.Popen[bytes]":
        loaded = ["--preload", preload] if preload else []
        log = self.folder / f"{kind}{len(self.running)}.log"
        with log.open("wb") as out:
            started = subprocess.Popen(
                [DASK, kind, *options, *self.tls, *loaded, *more],
                stdout=out,
                stderr=subprocess.STDOUT,
                stdin=subprocess.DEVNULL,
                cwd=self.folder,
                env={**os.environ, **(environment or {})},
            )
        self.running.append(started)
        return started


@contextmanager
def cluster(folder: Path, workers: int = 2, tls: Sequence[str] = ()) -> Iterator[Processes]:
    """A scheduler and so many workers, all of which may see solutions."""
    folder.mkdir(exist_ok=True)
    processes = Processes(folder, tls)
    try:
        processes.scheduler()
        for _ in range(workers):
            processes.worker()
        yield processes
    finally:
        processes.close()
