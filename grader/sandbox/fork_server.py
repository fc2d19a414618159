"""Workers on Linux: forked from a clean process that has imported torch."""

from __future__ import annotations

import contextlib
import os
import select
import signal
import socket
import struct
import subprocess
import threading
from collections.abc import Collection, Sequence
from functools import partial
from typing import TYPE_CHECKING

from grader.errors import SandboxUnavailable, WorkerUnavailable
from grader.sandbox.launch import (
    LOST,
    START_LIMIT_SECONDS,
    end_process,
    furnished,
    last_words,
    start_process,
)
from grader.sandbox.process import Death, Worker
from grader.sandbox.worker.frames import ANY_CORE, PID, STATUS
from grader.sandbox.workers import PLAIN, SANDBOXED

if TYPE_CHECKING:
    from grader.exercise.data import Data
    from grader.report import Isolation

END_LIMIT_SECONDS = 5.0
# after so many children a server is replaced by a fresh one
CHILDREN_A_SERVER = 2_000
TRIES = 2
MAX_REASON_BYTES = 4096


class ForkServer:
    """A clean process that imports torch and forks one child for each submission.

    It starts at once and imports in the background; the first `worker()` waits for it and settles
    on the best of `levels` that the kernel allows. A server that was lost, or has forked many
    children, is replaced by one of the same level. Submissions may import `packages` too. Without
    a sandbox, root makes each child another user, this one and those that follow `users_from`.
    A worker stays on the core of the thread that asks for it, if that stays on one.
    """

    def __init__(
        self,
        levels: Sequence[Isolation] = PLAIN,
        packages: Sequence[str] = (),
        users_from: int | None = None,
    ) -> None:
        self._levels = list(levels)
        self._packages = list(packages)
        self._users_from = users_from
        self._cores = os.sched_getaffinity(0)
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
        """Why better levels were refused; see `Workers`."""
        return tuple(self._refused)

    def worker(self, memory_bytes: int, data: Data = ()) -> Worker:
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
        # a root of its own has no place in common with this process
        in_folder = self.isolation != "full"
        worker = furnished(answers, output, end, memory_bytes, data, in_folder=in_folder)
        worker.signal = partial(signal.pidfd_send_signal, pidfd)
        return worker

    def close(self) -> None:
        """End everything that is still running."""
        self._closed = True  # a thread that is still grading must not start another one
        self._control.close()  # which makes the server end its children and exit
        with contextlib.suppress(subprocess.TimeoutExpired):
            self._process.wait(END_LIMIT_SECONDS)
        end_process(self._process)

    def _fork(self) -> tuple[socket.socket, socket.socket, int, int]:
        if self._closed:
            raise WorkerUnavailable("The grader is shutting down; nothing more is run.")
        worn_out = self._forked >= CHILDREN_A_SERVER and not self.running
        if worn_out or self._process.poll() is not None:
            self._control.close()
            end_process(self._process)
            self._start()
        self._wait_until_ready()
        self._forked += 1
        answers, their_answers = socket.socketpair()
        output, their_output = socket.socketpair()
        with their_answers, their_output:
            descriptors = [their_answers.fileno(), their_output.fileno()]
            try:
                socket.send_fds(
                    self._control, [b"c" + PID.pack(own_core(self._cores))], descriptors
                )
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
                # never the socket of a later server: there, another child may have this number
                server.sendall(b"s" + PID.pack(pid))
                death = Death(*STATUS.unpack(server.recv(STATUS.size)))
            except (OSError, struct.error) as error:
                lost = self._lost() if server is self._control else WorkerUnavailable(f"{LOST}.")
                if self.isolation != "none":
                    # no submission can do that: nobody knows how this one ended
                    raise lost from error
                return Death(0, signal.SIGKILL)
        if ended_before and death.signal == signal.SIGKILL and self.isolation != "none":
            # no submission can send that signal: the system or a person did
            raise WorkerUnavailable(
                "The process of a submission was killed from outside. Is the machine out of memory?"
            )
        return death

    def _start(self) -> None:
        self._ready = False
        self._forked = 0
        self._control, theirs = socket.socketpair()
        with theirs:
            try:
                descriptor = theirs.fileno()
                self._process = start_process(
                    "main",
                    descriptor,
                    self.isolation,
                    self._packages,
                    self._users_from,
                    pass_fds=(descriptor,),
                    level=self.isolation,
                )
            except WorkerUnavailable:
                self._control.close()
                raise
        with contextlib.suppress(OSError):  # gone already, which is noticed when it is asked
            os.sched_setaffinity(self._process.pid, self._cores)  # whatever thread starts it
        if self._users_from is not None:  # a process of a lost server may still be running
            self._users_from += CHILDREN_A_SERVER

    def _wait_until_ready(self) -> None:
        while not self._ready:
            self._control.settimeout(START_LIMIT_SECONDS)
            message = b""
            with contextlib.suppress(OSError):
                message = self._control.recv(MAX_REASON_BYTES)
            if message == b"r":
                self._ready = self._proved = True
                del self._levels[1:]  # from here on, no other level will do
            elif message[:1] == b"n":
                self._next_level(message[1:].decode(errors="replace"))
            else:
                raise self._lost()

    def _next_level(self, reason: str) -> None:
        self._refused.append(f"{self.isolation}: {reason}")
        self._control.close()
        end_process(self._process)
        if self._proved:
            raise WorkerUnavailable(f"The sandbox is no longer available: {reason}.")
        if len(self._levels) == 1:
            raise SandboxUnavailable("; ".join(self._refused))
        del self._levels[0]
        self._start()

    def _lost(self) -> WorkerUnavailable:
        return WorkerUnavailable(last_words(self._process))


def own_core(cores: Collection[int]) -> int:
    """The core that this thread stays on, if it stays on one of several."""
    own = os.sched_getaffinity(0)
    return own.pop() if len(own) == 1 < len(cores) else ANY_CORE


class ForkServers:
    """Several fork servers; a worker comes from the least busy one.

    Threads that stay on a core have one of them to themselves, which stays there, too.
    """

    def __init__(
        self, count: int, levels: Sequence[Isolation] = PLAIN, packages: Sequence[str] = ()
    ) -> None:
        self._lock = threading.Lock()
        self.servers = [ForkServer(levels, packages) for _ in range(count)]
        self._on_cores: dict[int, ForkServer] = {}
        self._cores = os.sched_getaffinity(0)

    @property
    def isolation(self) -> Isolation:
        """The weakest level of isolation among them; see `Workers`."""
        order = (*SANDBOXED, *PLAIN)
        return max((server.isolation for server in self.servers), key=order.index)

    @property
    def refused(self) -> Sequence[str]:
        """Why better levels were refused; see `Workers`."""
        return tuple(dict.fromkeys(why for server in self.servers for why in server.refused))

    def worker(self, memory_bytes: int, data: Data = ()) -> Worker:
        """A fresh worker; see `Workers`."""
        with self._lock:
            server = self._nearest()
            server.waiting += 1
        try:
            return server.worker(memory_bytes, data)
        finally:
            with self._lock:
                server.waiting -= 1

    def _nearest(self) -> ForkServer:
        core = own_core(self._cores)
        if core in self._on_cores:
            return self._on_cores[core]
        others = [one for one in self.servers if one not in self._on_cores.values()]
        server = min(others or self.servers, key=lambda one: one.running + one.waiting)
        if core != ANY_CORE:
            self._on_cores[core] = server
        return server

    def close(self) -> None:
        """End everything that is still running."""
        for server in self.servers:
            server.close()
