"""Worker processes, seen from the trusted side: start one, exchange messages, end it.

On Linux a fork server imports torch once and forks a child for each submission. Elsewhere, where a
fork after such an import is not safe, each submission has a process of its own.
"""

import contextlib
import json
import os
import secrets
import selectors
import signal
import socket
import struct
import subprocess
import sys
import threading
import time
from collections.abc import Callable
from pathlib import Path
from typing import Any, NamedTuple, Protocol

from grader.errors import WorkerUnavailable
from grader.sandbox.worker import frames

MAX_ANSWER_BYTES = 8 << 20
MAX_OUTPUT_BYTES = 64 << 10
START_LIMIT_SECONDS = 120.0
END_LIMIT_SECONDS = 5.0
PID = struct.Struct("!i")
STATUS = struct.Struct("!ii")

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
paths, sandbox, entry, arguments = json.loads(sys.argv[1])
sys.path[:] = [sandbox, *sys.path, *(path for path in paths if path not in sys.path)]
from worker import server
sys.path.remove(sandbox)
del sys.argv[1:]
getattr(server, entry)(*arguments)
"""


class TookTooLong(Exception):
    """No whole message came before the deadline."""


class Ended(Exception):
    """The worker closed its side or sent what is no message."""


class Death(NamedTuple):
    """How a process ended: its exit code, or the signal that ended it (0 for none)."""

    exit_code: int
    signal: int


class Worker:
    """One process that runs one submission."""

    def __init__(
        self, answers: socket.socket, output: socket.socket, end: Callable[[], Death]
    ) -> None:
        self._answers = answers
        self._output = output
        self._end = end
        self._received = bytearray()
        self._printed = bytearray()
        self.printed_too_much = False
        answers.setblocking(False)
        output.setblocking(False)

    def send(self, message: Any, deadline: float) -> None:
        """Send a message, reading what the worker prints meanwhile."""
        rest = memoryview(frames.pack(message))
        with selectors.DefaultSelector() as selector:
            selector.register(self._answers, selectors.EVENT_WRITE)
            selector.register(self._output, selectors.EVENT_READ)
            while rest:
                for key in self._wait(selector, deadline):
                    if key.fileobj is self._output:
                        self._drain(selector)
                    else:
                        try:
                            rest = rest[self._answers.send(rest) :]
                        except OSError as error:
                            raise Ended from error

    def receive(self, deadline: float) -> bytes:
        """The body of the next message.

        Raises TookTooLong after the deadline (monotonic seconds), Ended at the end of the stream.
        """
        with selectors.DefaultSelector() as selector:
            selector.register(self._answers, selectors.EVENT_READ)
            selector.register(self._output, selectors.EVENT_READ)
            while (body := self._take_frame()) is None:
                for key in self._wait(selector, deadline):
                    if key.fileobj is self._output:
                        self._drain(selector)
                        continue
                    try:
                        part = self._answers.recv(1 << 16)
                    except OSError as error:
                        raise Ended from error
                    if not part:
                        raise Ended
                    self._received += part
        return body

    def close(self) -> Death:
        """End the process; says how it ended, by its own doing if it had ended before."""
        death = self._end()
        with selectors.DefaultSelector() as selector:
            selector.register(self._output, selectors.EVENT_READ)
            # bounded: what a process left behind may go on printing
            for _ in range(MAX_OUTPUT_BYTES >> 10):
                if not selector.get_map() or not selector.select(0):
                    break
                self._drain(selector)
        self._answers.close()
        self._output.close()
        return death

    @property
    def printed(self) -> bytes:
        """What was printed so far, the first 64 KiB of it."""
        return bytes(self._printed)

    def _take_frame(self) -> bytes | None:
        if len(self._received) < frames.HEADER.size:
            return None
        (length,) = frames.HEADER.unpack_from(self._received)
        if length > MAX_ANSWER_BYTES:
            raise Ended
        end = frames.HEADER.size + length
        if len(self._received) < end:
            return None
        body = bytes(self._received[frames.HEADER.size : end])
        del self._received[:end]
        return body

    def _wait(
        self, selector: selectors.BaseSelector, deadline: float
    ) -> list[selectors.SelectorKey]:
        left = deadline - time.monotonic()
        if left <= 0:
            raise TookTooLong
        return [key for key, _ in selector.select(left)]

    def _drain(self, selector: selectors.BaseSelector) -> None:
        try:
            part = self._output.recv(1 << 16)
        except OSError:
            part = b""
        if not part:
            selector.unregister(self._output)
        room = MAX_OUTPUT_BYTES - len(self._printed)
        self._printed += part[:room]
        self.printed_too_much |= len(part) > room


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

    It starts at once and imports while the caller goes on; the first `worker()` waits for it.
    """

    def __init__(self) -> None:
        self._control, theirs = socket.socketpair()
        self._lock = threading.Lock()
        self._ready = False
        with theirs:
            self._process = _start("main", theirs.fileno(), pass_fds=(theirs.fileno(),))

    def worker(self, memory_bytes: int) -> Worker:
        """A fresh worker; see `Workers`."""
        answers, their_answers = socket.socketpair()
        output, their_output = socket.socketpair()
        with self._lock, their_answers, their_output:
            self._wait_until_ready()
            try:
                descriptors = [their_answers.fileno(), their_output.fileno()]
                socket.send_fds(self._control, [b"c" + bytes(PID.size)], descriptors)
                reply, (pidfd, *_), *_ = socket.recv_fds(self._control, PID.size, 1)
            except (OSError, ValueError) as error:
                raise self._lost() from error
        (pid,) = PID.unpack(reply)
        worker = Worker(answers, output, lambda: self._end(pid, pidfd))
        return _limited(worker, memory_bytes)

    def close(self) -> None:
        """End everything that is still running."""
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
            except (OSError, struct.error) as error:
                raise self._lost() from error

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
            server.settimeout(START_LIMIT_SECONDS)
            process = _start("spawned", server.getsockname()[1], token)
            self._running.add(process)
            try:
                roles = dict(self._accept(server, token) for _ in range(2))
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
    def _accept(server: socket.socket, token: str) -> tuple[bytes, socket.socket]:
        """The next connection that knows the token, and its role."""
        while True:
            connection, _ = server.accept()
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
    boot = json.dumps([paths, str(Path(__file__).parent), entry, arguments])
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
        + (f": {said[-1].strip()}" if said else ".")
        + " Check that `python -c 'import torch'` works in this environment, then try again."
    )
