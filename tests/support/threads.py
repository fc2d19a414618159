"""Workers that are threads of this process: as quick as a call, and what they do is measured."""

import socket
import threading
from collections.abc import Sequence

from grader.exercise.data import Data
from grader.report import Isolation
from grader.sandbox.process import Death, Worker
from grader.sandbox.worker import session
from grader.sandbox.workers import Workers

PATIENCE_SECONDS = 10.0


class ThreadWorkers:
    """Stands in for workers where a conversation is tested, not how a process is started or ends.

    What a submission changes in this process stays changed: only for code of the tests.
    """

    isolation: Isolation = "none"
    refused: Sequence[str] = ()

    def worker(self, memory_bytes: int, data: Data = ()) -> Worker:
        """A conversation in a thread, which ends when the worker is closed."""
        answers, theirs = socket.socketpair()
        output, printed = socket.socketpair()
        thread = threading.Thread(target=_serve, args=(theirs,), daemon=True)
        thread.start()

        def end() -> Death:
            answers.shutdown(socket.SHUT_RDWR)
            thread.join(PATIENCE_SECONDS)
            printed.close()
            return Death(0, 0)

        return Worker(answers, output, end)

    def close(self) -> None:
        """Nothing to end."""


def _serve(connection: socket.socket) -> None:
    with connection:
        try:
            session.serve(connection)
        except OSError:
            return  # the other side has closed


class Started:
    """Workers from elsewhere, and all that were started."""

    def __init__(self, workers: Workers) -> None:
        self.isolation = workers.isolation
        self.refused = workers.refused
        self.close = workers.close
        self._workers = workers
        self.workers: list[Worker] = []

    def worker(self, memory_bytes: int, data: Data = ()) -> Worker:
        self.workers.append(self._workers.worker(memory_bytes, data))
        return self.workers[-1]
