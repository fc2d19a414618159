"""Workers for a piece of work that may be given up while it goes on."""

from __future__ import annotations

import threading
from collections.abc import Sequence
from typing import TYPE_CHECKING
from weakref import WeakSet

from grader.errors import WorkerUnavailable
from grader.sandbox.process import Worker
from grader.sandbox.workers import Workers

if TYPE_CHECKING:
    from grader.report import Isolation


class Abandonable:
    """Workers of others; once abandoned, those that run are ended and no more are given out."""

    def __init__(self, workers: Workers) -> None:
        self._workers = workers
        self._lock = threading.Lock()
        self._given: WeakSet[Worker] = WeakSet()
        self._abandoned = threading.Event()

    @property
    def abandoned(self) -> bool:
        """Whether the work was given up."""
        return self._abandoned.is_set()

    @property
    def isolation(self) -> Isolation:
        """The level of isolation; see `Workers`."""
        return self._workers.isolation

    @property
    def refused(self) -> Sequence[str]:
        """Why better levels could not be had."""
        return self._workers.refused

    def worker(self, memory_bytes: int) -> Worker:
        """A fresh worker; see `Workers`. Raises WorkerUnavailable once abandoned."""
        if not self._abandoned.is_set():
            worker = self._workers.worker(memory_bytes)
            with self._lock:
                if not self._abandoned.is_set():
                    self._given.add(worker)
                    return worker
            worker.close()
        raise WorkerUnavailable("This grading was given up; nothing more is run for it.")

    def abandon(self) -> None:
        """End what runs, from any thread; whoever waits for an answer stops waiting."""
        with self._lock:
            self._abandoned.set()
            for worker in self._given:
                worker.stop()

    def close(self) -> None:
        """End what runs here; the workers of others go on."""
        self.abandon()
