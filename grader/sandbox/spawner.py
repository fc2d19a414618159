"""Workers on systems where forking is not safe: a new process for each submission."""

from __future__ import annotations

import secrets
import socket
import subprocess
import time
from collections.abc import Callable, Sequence
from functools import partial
from typing import TYPE_CHECKING

from grader.errors import WorkerUnavailable
from grader.sandbox.launch import (
    START_LIMIT_SECONDS,
    end_process,
    furnished,
    last_words,
    start_process,
)
from grader.sandbox.process import Death, Worker

if TYPE_CHECKING:
    from grader.exercise.data import Data
    from grader.report import Isolation


class Spawner:
    """One process for each submission, connected over the loopback interface."""

    isolation: Isolation = "none"
    refused: Sequence[str] = ("the sandbox needs Linux",)

    def __init__(self, packages: Sequence[str] = ()) -> None:
        self._packages = list(packages)
        self._running: set[subprocess.Popen[bytes]] = set()

    def worker(self, memory_bytes: int, data: Data = ()) -> Worker:
        """A fresh worker; see `Workers`."""
        token = secrets.token_hex(16)
        with socket.create_server(("127.0.0.1", 0)) as server:
            server.settimeout(0.2)
            process = start_process("spawned", server.getsockname()[1], token, self._packages)
            self._running.add(process)
            try:
                roles = dict(self._accept(server, token, process.poll) for _ in range(2))
                answers, output = roles[b"a"], roles[b"o"]
                answers.settimeout(START_LIMIT_SECONDS)
                ready = answers.recv(1) == b"r"
            except (OSError, KeyError) as error:
                raise WorkerUnavailable(last_words(process)) from error
        if not ready:
            raise WorkerUnavailable(last_words(process))
        end = partial(self._end, process)
        return furnished(answers, output, end, memory_bytes, data, in_folder=True)

    def close(self) -> None:
        """End everything that is still running."""
        for process in list(self._running):
            self._end(process)

    def _end(self, process: subprocess.Popen[bytes]) -> Death:
        self._running.discard(process)
        end_process(process)
        code = process.returncode
        return Death(max(code, 0), max(-code, 0))

    @staticmethod
    def _accept(
        server: socket.socket, token: str, ended: Callable[[], int | None]
    ) -> tuple[bytes, socket.socket]:
        """The role and the connection of the next one that knows the token."""
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
