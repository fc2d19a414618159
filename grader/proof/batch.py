"""Asks an author's code quickly: many programs, one after the other, in one process.

Starting a process costs more than most slips take to answer. What one program leaves behind could
reach the next, so nothing that decides points is asked like this.
"""

import contextlib
import threading
import time
from collections.abc import Iterator, Sequence

from grader.errors import WorkerUnavailable
from grader.exercise.data import Data
from grader.exercise.examples import Sources
from grader.exercise.questions import Question
from grader.observations import Observation, Unreadable, read_answer
from grader.sandbox.process import Ended, TookTooLong, Worker
from grader.sandbox.proxied import load
from grader.sandbox.workers import Workers

PROGRAMS_A_WORKER = 1000
AHEAD = 8  # questions that are sent before the first is answered, so that nobody waits
# parts of torch are imported when they are first used, which takes a second or two
MORE_SECONDS = 3.0
TO_WARM_UP = 40


class Batch:
    """One process for each thread that asks, replaced when it is lost or has run many programs."""

    def __init__(self, workers: Workers, memory_bytes: int, seed: int = 0, data: Data = ()) -> None:
        self._workers = workers
        self._memory_bytes = memory_bytes
        self._seed = seed
        self._data = data
        self._own = threading.local()
        self._open: list[Worker] = []

    def observe(
        self, sources: Sources, questions: Sequence[Question], seconds: float
    ) -> list[Observation] | None:
        """An answer to each question; None if it takes longer than `seconds` or is lost."""
        worker = self._worker()
        is_cold = self._own.left > PROGRAMS_A_WORKER - TO_WARM_UP
        deadline = time.monotonic() + seconds + is_cold * MORE_SECONDS
        try:
            message = {"sources": sources, "seed": self._seed, "module": "submission", "skip": []}
            load(worker, message, deadline)
            return list(_answers(worker, questions, deadline))
        except (TookTooLong, Ended, Unreadable):
            self._drop(worker)
            return None

    def close(self) -> None:
        """End all processes."""
        for worker in list(self._open):
            self._drop(worker)

    def _worker(self) -> Worker:
        left = getattr(self._own, "left", 0)
        if not left:
            if (worn := getattr(self._own, "worker", None)) is not None:
                self._drop(worn)
            self._own.worker = self._workers.worker(self._memory_bytes, self._data)
            self._open.append(self._own.worker)
            left = PROGRAMS_A_WORKER
        self._own.left = left - 1
        worker: Worker = self._own.worker
        return worker

    def _drop(self, worker: Worker) -> None:
        if worker in self._open:
            self._open.remove(worker)
            with contextlib.suppress(WorkerUnavailable):
                worker.close()
        self._own.left = 0


def _answers(
    worker: Worker, questions: Sequence[Question], deadline: float
) -> Iterator[Observation]:
    sent = 0
    for number, question in enumerate(questions):
        while sent < min(len(questions), number + AHEAD):
            worker.pass_on(questions[sent].as_json, deadline)
            sent += 1
        yield read_answer(worker.receive_answer(deadline), len(question.looks), question.times)
