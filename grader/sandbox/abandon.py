"""Workers for grading that may be abandoned while it runs."""

from __future__ import annotations

import threading
from collections.abc import Sequence
from typing import TYPE_CHECKING
from weakref import WeakSet

from grader.errors import WorkerUnavailable
from grader.sandbox.process import Worker
from grader.sandbox.workers import Workers

if TYPE_CHECKING:
    from grader.exercise.data import Data
    from grader.report import Isolation


class Abandonable:
    """Workers from another source, until abandoned: then they are ended and no more start."""

    def __init__(self, workers: Workers) -> None:
        self._workers = workers
        self._lock = threading.Lock()
        self._given: WeakSet[Worker] = WeakSet()
        self._abandoned = threading.Event()

    @property
    def abandoned(self) -> bool:
        """Whether the grading was abandoned."""
        return self._abandoned.is_set()

    @property
    def isolation(self) -> Isolation:
        """The level of isolation; see `Workers`."""
        return self._workers.isolation

    @property
    def refused(self) -> Sequence[str]:
        """Why better levels were refused; see `Workers`."""
        return self._workers.refused

    def worker(self, memory_bytes: int, data: Data = ()) -> Worker:
        """A fresh worker; see `Workers`. Raises WorkerUnavailable once abandoned."""
        if not self._abandoned.is_set():
            worker = self._workers.worker(memory_bytes, data)
            with self._lock:
                if not self._abandoned.is_set():
                    self._given.add(worker)
                    return worker
            worker.close()
        raise WorkerUnavailable("This grading was abandoned; nothing more is run for it.")

    def abandon(self) -> None:
        """End the workers that run, from any thread; those who wait for an answer stop waiting."""
        with self._lock:
            self._abandoned.set()
            for worker in self._given:
                worker.stop()

    def close(self) -> None:
        """End the workers given out here; the source they came from stays open."""
        self.abandon()
