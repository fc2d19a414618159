"""Where worker processes come from.

On Linux a fork server imports torch once and forks a child for each submission. Elsewhere, where a
fork after such an import is not safe, each submission has a process of its own.
"""

import contextlib
import json
import os
import secrets
import signal
import socket
import struct
import subprocess
import sys
import threading
import time
from collections.abc import Callable
from pathlib import Path
from typing import Any, Protocol

from grader.errors import WorkerUnavailable
from grader.sandbox.process import Death, Ended, TookTooLong, Worker
from grader.sandbox.worker.frames import PID, STATUS

START_LIMIT_SECONDS = 120.0
END_LIMIT_SECONDS = 5.0

# What a worker needs of the environment to find its libraries, and coverage to measure it.
PASSED_ON = (
    "PATH",
    "LD_LIBRARY_PATH",
    "SYSTEMROOT",
    "TEMP",
    "TMPDIR",
    "COVERAGE_PROCESS_CONFIG",
)
SINGLE_THREADED = {"OMP_NUM_THREADS": "1", "MKL_NUM_THREADS": "1", "OPENBLAS_NUM_THREADS": "1"}
BOOT = """
import json, sys
paths, checkout, sandbox, entry, arguments = json.loads(sys.argv[1])
sys.path[:] = [sandbox, *sys.path, *(path for path in paths if path not in sys.path)]
from worker import server
sys.path[:] = [path for path in sys.path if path not in (sandbox, checkout)]
del sys.argv[1:]
getattr(server, entry)(*arguments)
"""


class Workers(Protocol):
    """Where workers come from."""

    def worker(self, memory_bytes: int) -> Worker:
        """A fresh worker that may take `memory_bytes` more than torch itself."""
        ...

    def close(self) -> None:
        """End everything that is still running."""
        ...


def start_workers() -> Workers:
    """What this system offers: a fork server on Linux, else a process for each submission."""
    return ForkServer() if sys.platform == "linux" else Spawner()


class ForkServer:
    """A clean process that has torch imported and forks one child for each submission.

    It starts at once and imports while the caller goes on; the first `worker()` waits for it. When
    a submission manages to end it, the next `worker()` starts another.
    """

    def __init__(self) -> None:
        self._lock = threading.Lock()
        self._closed = False
        self._start()

    def worker(self, memory_bytes: int) -> Worker:
        """A fresh worker; see `Workers`."""
        with self._lock:
            if self._closed:
                raise WorkerUnavailable("The grader is leaving; nothing more is run.")
            if self._ready and self._process.poll() is not None:
                self._control.close()
                _end(self._process)
                self._start()
            self._wait_until_ready()
            answers, their_answers = socket.socketpair()
            output, their_output = socket.socketpair()
            with their_answers, their_output:
                descriptors = [their_answers.fileno(), their_output.fileno()]
                try:
                    socket.send_fds(self._control, [b"c" + bytes(PID.size)], descriptors)
                    reply, (pidfd, *_), *_ = socket.recv_fds(self._control, PID.size, 1)
                except (OSError, ValueError) as error:
                    answers.close()
                    output.close()
                    raise self._lost() from error
        (pid,) = PID.unpack(reply)
        worker = Worker(answers, output, lambda: self._end(pid, pidfd))
        return _limited(worker, memory_bytes)

    def close(self) -> None:
        """End everything that is still running."""
        self._closed = True  # a thread that still grades must not start another
        self._control.close()  # at which the server ends its children and leaves
        with contextlib.suppress(subprocess.TimeoutExpired):
            self._process.wait(END_LIMIT_SECONDS)
        _end(self._process)

    def _end(self, pid: int, pidfd: int) -> Death:
        with contextlib.suppress(ProcessLookupError):
            signal.pidfd_send_signal(pidfd, signal.SIGKILL)
        os.close(pidfd)
        with self._lock:
            try:
                self._control.sendall(b"s" + PID.pack(pid))
                return Death(*STATUS.unpack(self._control.recv(STATUS.size)))
            except (OSError, struct.error):
                # the server went, by what this worker did or another: nobody knows how it ended
                self._process.kill()
                self._process.wait()
                return Death(0, signal.SIGKILL)

    def _start(self) -> None:
        self._ready = False
        self._control, theirs = socket.socketpair()
        with theirs:
            try:
                self._process = _start("main", theirs.fileno(), pass_fds=(theirs.fileno(),))
            except WorkerUnavailable:
                self._control.close()
                raise

    def _wait_until_ready(self) -> None:
        if not self._ready:
            self._control.settimeout(START_LIMIT_SECONDS)
            with contextlib.suppress(OSError):
                self._ready = self._control.recv(1) == b"r"
            if not self._ready:
                raise self._lost()

    def _lost(self) -> WorkerUnavailable:
        return WorkerUnavailable(_last_words(self._process))


class Spawner:
    """One process for each submission, connected over the loopback interface."""

    def __init__(self) -> None:
        self._running: set[subprocess.Popen[bytes]] = set()

    def worker(self, memory_bytes: int) -> Worker:
        """A fresh worker; see `Workers`."""
        token = secrets.token_hex(16)
        with socket.create_server(("127.0.0.1", 0)) as server:
            server.settimeout(0.2)
            process = _start("spawned", server.getsockname()[1], token)
            self._running.add(process)
            try:
                roles = dict(self._accept(server, token, process.poll) for _ in range(2))
                answers, output = roles[b"a"], roles[b"o"]
                answers.settimeout(START_LIMIT_SECONDS)
                ready = answers.recv(1) == b"r"
            except (OSError, KeyError) as error:
                raise WorkerUnavailable(_last_words(process)) from error
        if not ready:
            raise WorkerUnavailable(_last_words(process))
        worker = Worker(answers, output, lambda: self._end(process))
        return _limited(worker, memory_bytes)

    def close(self) -> None:
        """End everything that is still running."""
        for process in list(self._running):
            self._end(process)

    def _end(self, process: subprocess.Popen[bytes]) -> Death:
        self._running.discard(process)
        _end(process)
        code = process.returncode
        return Death(max(code, 0), max(-code, 0))

    @staticmethod
    def _accept(
        server: socket.socket, token: str, ended: Callable[[], int | None]
    ) -> tuple[bytes, socket.socket]:
        """The next connection that knows the token, and its role."""
        deadline = time.monotonic() + START_LIMIT_SECONDS
        while True:
            try:
                connection, _ = server.accept()
            except TimeoutError:
                if ended() is not None or time.monotonic() > deadline:
                    raise
                continue
            connection.settimeout(START_LIMIT_SECONDS)
            greeting = connection.recv(len(token) + 1, socket.MSG_WAITALL)
            if secrets.compare_digest(greeting[:-1], token.encode()):
                return greeting[-1:], connection
            connection.close()


def _limited(worker: Worker, memory_bytes: int) -> Worker:
    """A worker that was told its limits, before anything of a submission is in it."""
    try:
        worker.send({"memory_bytes": memory_bytes}, time.monotonic() + START_LIMIT_SECONDS)
    except (Ended, TookTooLong) as error:
        worker.close()
        raise WorkerUnavailable("A process that runs a submission ended at its start.") from error
    return worker


def _start(entry: str, *arguments: Any, pass_fds: tuple[int, ...] = ()) -> subprocess.Popen[bytes]:
    paths = [path for path in sys.path[1:] if path and not path.endswith(".zip")]
    sandbox = Path(__file__).resolve().parent
    checkout = sandbox.parents[1]  # or site-packages, which a submission needs
    hidden = None if checkout.name in ("site-packages", "dist-packages") else str(checkout)
    boot = json.dumps([paths, hidden, str(sandbox), entry, arguments])
    environment = {name: os.environ[name] for name in PASSED_ON if name in os.environ}
    try:
        return subprocess.Popen(
            # -I: nothing of the working directory or of PYTHON* variables reaches a submission
            [sys.executable, "-I", "-X", "utf8", "-c", BOOT, boot],
            env={**environment, **SINGLE_THREADED, "MPLBACKEND": "Agg"},
            stdin=subprocess.DEVNULL,
            stdout=subprocess.DEVNULL,
            stderr=subprocess.PIPE,
            pass_fds=pass_fds,
            start_new_session=True,  # Ctrl-C in the terminal is for the grader to handle
        )
    except OSError as error:
        raise WorkerUnavailable(str(error)) from error


def _end(process: subprocess.Popen[bytes]) -> None:
    process.kill()
    process.wait()
    if process.stderr:
        process.stderr.close()


def _last_words(process: subprocess.Popen[bytes]) -> str:
    """The last line that a worker process wrote before it was lost."""
    process.kill()
    process.wait()
    text = process.stderr.read().decode(errors="replace") if process.stderr else ""
    said = [line for line in text.split("\n") if line.strip()]
    return (
        "The process that runs submissions did not start or was lost"
        + (f": {said[-1].strip().rstrip('.')}." if said else ".")
        + " Check that `python -c 'import torch'` works in this environment, then try again."
    )
