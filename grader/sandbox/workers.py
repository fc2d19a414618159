"""Where worker processes come from.

On Linux a fork server imports torch once and forks a child for each submission. Elsewhere, where a
fork after such an import is not safe, each submission has a process of its own.
"""

from __future__ import annotations

import contextlib
import json
import os
import secrets
import select
import signal
import socket
import struct
import subprocess
import sys
import threading
import time
from collections.abc import Callable, Sequence
from functools import partial
from pathlib import Path
from typing import TYPE_CHECKING, Any, Protocol

from grader.errors import SandboxUnavailable, WorkerUnavailable
from grader.sandbox.process import Death, Ended, TookTooLong, Worker
from grader.sandbox.worker.frames import PID, STATUS

if TYPE_CHECKING:
    from grader.report import Isolation

START_LIMIT_SECONDS = 120.0
END_LIMIT_SECONDS = 5.0
# A server that has forked so many children makes way for a fresh one.
CHILDREN_A_SERVER = 2_000
TRIES = 2
MAX_REASON_BYTES = 4096
LOST = "The process that runs submissions did not start or was lost"

SANDBOXED: tuple[Isolation, ...] = ("full", "no-namespaces")
PLAIN: tuple[Isolation, ...] = ("none",)

# What a worker needs of the environment to find its libraries.
PASSED_ON = ("PATH", "LD_LIBRARY_PATH", "SYSTEMROOT")
# What only one that is not confined can use: a place for files, coverage to measure it.
PASSED_ON_PLAIN = ("TEMP", "TMPDIR", "COVERAGE_PROCESS_CONFIG")
SINGLE_THREADED = {"OMP_NUM_THREADS": "1", "MKL_NUM_THREADS": "1", "OPENBLAS_NUM_THREADS": "1"}
CONFINED = {
    "HOME": "/home/student",  # where a confined submission has a place for files
    "TMPDIR": "/home/student",
    "USER": "student",
    # torch.compile needs a compiler, a process of its own: it falls back to what it was given
    "TORCHDYNAMO_SUPPRESS_ERRORS": "1",
    "TORCHINDUCTOR_CACHE_DIR": "/",  # asked for when it is imported: a folder that is there
}
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

    @property
    def isolation(self) -> Isolation:
        """How workers are confined; known once the first of them was had."""
        ...

    @property
    def refused(self) -> Sequence[str]:
        """Why better levels of isolation could not be had."""
        ...

    @property
    def servers(self) -> Sequence[Workers]:
        """Those that fork, each by itself."""
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
        if "none" not in levels:
            raise SandboxUnavailable(f"the sandbox needs Linux, and this is {sys.platform}")
        return Spawner()
    return ForkServer(levels) if servers == 1 else ForkServers(servers, levels)


class ForkServer:
    """A clean process that has torch imported and forks one child for each submission.

    It starts at once and imports while the caller goes on; the first `worker()` waits for it, and
    finds the best of `levels` that the kernel grants. A server that was lost, or that forked many
    children, is followed by another one of the same level.
    """

    def __init__(self, levels: Sequence[Isolation] = PLAIN) -> None:
        self._levels = list(levels)
        self._lock = threading.Lock()
        self._closed = self._proved = False
        self.running = self.waiting = 0
        self._refused: list[str] = []
        self._start()

    @property
    def isolation(self) -> Isolation:
        """The level of isolation; see `Workers`."""
        return self._levels[0]

    @property
    def refused(self) -> Sequence[str]:
        """Why better levels could not be had."""
        return tuple(self._refused)

    @property
    def servers(self) -> Sequence[Workers]:
        """This one alone."""
        return (self,)

    def worker(self, memory_bytes: int) -> Worker:
        """A fresh worker; see `Workers`."""
        with self._lock:
            for left in reversed(range(TRIES)):
                try:
                    answers, output, pid, pidfd = self._fork()
                    break
                except WorkerUnavailable:
                    if self._closed or not left:
                        raise
            self.running += 1
            server = self._control
        end = partial(self._end, server, pid, pidfd)
        return _limited(Worker(answers, output, end), memory_bytes)

    def close(self) -> None:
        """End everything that is still running."""
        self._closed = True  # a thread that still grades must not start another
        self._control.close()  # at which the server ends its children and leaves
        with contextlib.suppress(subprocess.TimeoutExpired):
            self._process.wait(END_LIMIT_SECONDS)
        _end(self._process)

    def _fork(self) -> tuple[socket.socket, socket.socket, int, int]:
        if self._closed:
            raise WorkerUnavailable("The grader is leaving; nothing more is run.")
        worn_out = self._forked >= CHILDREN_A_SERVER and not self.running
        if worn_out or self._process.poll() is not None:
            self._control.close()
            _end(self._process)
            self._start()
        self._wait_until_ready()
        self._forked += 1
        answers, their_answers = socket.socketpair()
        output, their_output = socket.socketpair()
        with their_answers, their_output:
            descriptors = [their_answers.fileno(), their_output.fileno()]
            try:
                socket.send_fds(self._control, [b"c" + bytes(PID.size)], descriptors)
                reply, (pidfd, *_), *_ = socket.recv_fds(self._control, PID.size, 1)
                (pid,) = PID.unpack(reply)
            except (OSError, ValueError, struct.error) as error:
                answers.close()
                output.close()
                raise self._lost() from error
        return answers, output, pid, pidfd

    def _end(self, server: socket.socket, pid: int, pidfd: int) -> Death:
        ended_before = bool(select.select([pidfd], [], [], 0)[0])
        with contextlib.suppress(ProcessLookupError):
            signal.pidfd_send_signal(pidfd, signal.SIGKILL)
        os.close(pidfd)
        with self._lock:
            self.running -= 1
            try:
                # never a later server's socket: there, another child may have this number
                server.sendall(b"s" + PID.pack(pid))
                death = Death(*STATUS.unpack(server.recv(STATUS.size)))
            except (OSError, struct.error) as error:
                lost = self._lost() if server is self._control else WorkerUnavailable(f"{LOST}.")
                if self.isolation != "none":
                    # no submission can do that: what became of this one, nobody knows
                    raise lost from error
                return Death(0, signal.SIGKILL)
        if ended_before and death.signal == signal.SIGKILL and self.isolation != "none":
            # no submission can send that signal: the system did, or somebody
            raise WorkerUnavailable(
                "A submission's process was ended from outside. Is memory short?"
            )
        return death

    def _start(self) -> None:
        self._ready = False
        self._forked = 0
        self._control, theirs = socket.socketpair()
        with theirs:
            try:
                descriptor = theirs.fileno()
                self._process = _start(
                    "main", descriptor, self.isolation, pass_fds=(descriptor,), level=self.isolation
                )
            except WorkerUnavailable:
                self._control.close()
                raise

    def _wait_until_ready(self) -> None:
        while not self._ready:
            self._control.settimeout(START_LIMIT_SECONDS)
            said = b""
            with contextlib.suppress(OSError):
                said = self._control.recv(MAX_REASON_BYTES)
            if said == b"r":
                self._ready = self._proved = True
                del self._levels[1:]  # from here on, no other level will do
            elif said[:1] == b"n":
                self._next_level(said[1:].decode(errors="replace"))
            else:
                raise self._lost()

    def _next_level(self, reason: str) -> None:
        self._refused.append(f"{self.isolation}: {reason}")
        self._control.close()
        _end(self._process)
        if self._proved:
            raise WorkerUnavailable(f"The sandbox cannot be had any more: {reason}.")
        if len(self._levels) == 1:
            raise SandboxUnavailable("; ".join(self._refused))
        del self._levels[0]
        self._start()

    def _lost(self) -> WorkerUnavailable:
        return WorkerUnavailable(_last_words(self._process))


class ForkServers:
    """Several fork servers; whoever asks for a worker gets one from the least busy."""

    def __init__(self, count: int, levels: Sequence[Isolation] = PLAIN) -> None:
        self._lock = threading.Lock()
        self.servers: Sequence[ForkServer] = [ForkServer(levels) for _ in range(count)]

    @property
    def isolation(self) -> Isolation:
        """The weakest level of isolation among them; see `Workers`."""
        order = (*SANDBOXED, *PLAIN)
        return max((server.isolation for server in self.servers), key=order.index)

    @property
    def refused(self) -> Sequence[str]:
        """Why better levels could not be had."""
        return tuple(dict.fromkeys(why for server in self.servers for why in server.refused))

    def worker(self, memory_bytes: int) -> Worker:
        """A fresh worker; see `Workers`."""
        with self._lock:
            server = min(self.servers, key=lambda one: one.running + one.waiting)
            server.waiting += 1
        try:
            return server.worker(memory_bytes)
        finally:
            with self._lock:
                server.waiting -= 1

    def close(self) -> None:
        """End everything that is still running."""
        for server in self.servers:
            server.close()


class Spawner:
    """One process for each submission, connected over the loopback interface."""

    isolation: Isolation = "none"
    refused: Sequence[str] = ("the sandbox needs Linux",)

    @property
    def servers(self) -> Sequence[Workers]:
        """This one alone."""
        return (self,)

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
    deadline = time.monotonic() + START_LIMIT_SECONDS
    try:
        worker.send({"memory_bytes": memory_bytes}, deadline)
        worker.receive(deadline)  # that it is ready: what goes wrong before is not the submission's
    except (Ended, TookTooLong) as error:
        worker.close()
        raise WorkerUnavailable("A process that runs a submission ended at its start.") from error
    return worker


def _start(
    entry: str, *arguments: Any, pass_fds: tuple[int, ...] = (), level: Isolation = "none"
) -> subprocess.Popen[bytes]:
    paths = [path for path in sys.path[1:] if path and not path.endswith(".zip")]
    sandbox = Path(__file__).resolve().parent
    checkout = sandbox.parents[1]  # or site-packages, which a submission needs
    hidden = None if checkout.name in ("site-packages", "dist-packages") else str(checkout)
    boot = json.dumps([paths, hidden, str(sandbox), entry, arguments])
    passed_on = PASSED_ON + (PASSED_ON_PLAIN if level == "none" else ())
    environment = {name: os.environ[name] for name in passed_on if name in os.environ}
    environment |= SINGLE_THREADED | (CONFINED if level != "none" else {})
    try:
        return subprocess.Popen(
            # -I: nothing of the working directory or of PYTHON* variables reaches a submission
            [sys.executable, "-I", "-X", "utf8", "-c", BOOT, boot],
            env={**environment, "MPLBACKEND": "Agg"},
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
    text = ""
    with contextlib.suppress(ValueError, OSError):  # closed, maybe by another thread this moment
        text = process.stderr.read().decode(errors="replace") if process.stderr else ""
    said = [line for line in text.split("\n") if line.strip()]
    return (
        LOST
        + (f": {said[-1].strip().rstrip('.')}." if said else ".")
        + " Check that `python -c 'import torch'` works in this environment, then try again."
    )
