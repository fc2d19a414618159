"""Keeps the processes of submissions for a moment, for what is asked of them afterwards.

To find out why a submission is wrong, it is asked more once its answers were judged, elsewhere. A
process that is still there answers that without another sandbox, as it does where one machine
grades a class. While it waits, it rests: it takes no time from others.
"""

import hashlib
import queue
import threading
from collections import OrderedDict
from collections.abc import Mapping
from concurrent.futures import Future
from dataclasses import replace

from grader.exercise.data import data_digests
from grader.observations import Observation, Sighting
from grader.sandbox.observe import observe
from grader.sandbox.work import Ask, Work, answers_to
from grader.sandbox.workers import Workers

PARKED_SECONDS = 5.0
MOST_PARKED = 2  # one that is judged, and the one that ran meanwhile
# after so many all end, as a worn-out fork server is replaced when no child of it is left
MOST_IN_A_ROW = 500
END_SECONDS = 5.0


class Parking:
    """Asks submissions, each in a process that stays for a while after it has answered."""

    def __init__(self, workers: Workers) -> None:
        self._workers = workers
        self._parked: OrderedDict[str, _Conversation] = OrderedDict()
        self._lock = threading.Lock()
        self._begun = 0

    def ask(self, work: Work) -> Sighting:
        """What a submission shows, in the process that it was asked in before if that is there.

        Raises as `observe` does.
        """
        of = whose(work)
        conversation = self._taken(of) if work.is_more else None
        if conversation is not None and (more := conversation.more(work)) is not None:
            sighting = more
        elif work.proxied is not None:
            return observe(self._workers, work)
        else:
            conversation = self._another(work)
            sighting = conversation.first()
        if not conversation.is_over:
            self._park(of, conversation)
        return sighting

    def close(self) -> None:
        """End the processes that are still there."""
        with self._lock:
            left = list(self._parked.values())
            self._parked.clear()
        for one in left:
            one.end()
        for one in left:
            one.join()

    def _another(self, work: Work) -> "_Conversation":
        self._begun += 1
        if self._begun % MOST_IN_A_ROW == 0:
            self.close()
        return _Conversation(self._workers, work)

    def _taken(self, of: str) -> "_Conversation | None":
        with self._lock:
            return self._parked.pop(of, None)

    def _park(self, of: str, conversation: "_Conversation") -> None:
        with self._lock:
            if (other := self._parked.pop(of, None)) is not None:
                other.end()
            self._parked[of] = conversation
            while len(self._parked) > MOST_PARKED:
                self._parked.popitem(last=False)[1].end()


def whose(work: Work) -> str:
    """Tells apart the submissions whose processes are no use for each other."""
    sources = [tuple(one) for one in work.sources]
    told = (sources, work.seed, work.module, work.limits.memory_bytes, data_digests(work.data))
    return hashlib.sha256(repr(told).encode("utf-8", "surrogatepass")).hexdigest()


def _sighting(work: Work, found: Mapping[str, Observation]) -> Sighting | None:
    """What was found for some work, or None if there is not an answer to each question."""
    if any(one.digest not in found for one in work.questions):
        return None
    answers = [found[one.digest] for one in work.questions]
    return Sighting(answers, probed=answers_to(work.probes, found))


class _Conversation:
    """With one submission, in a thread of its own, which owns the process.

    It `is_over` once the process was lost over what was asked further.
    """

    is_over = False

    def __init__(self, workers: Workers, work: Work) -> None:
        self._workers = workers
        self._work = replace(work, then=self._wait)
        self._first: Future[Sighting] = Future()
        self._asked: queue.SimpleQueue[tuple[Work, Future[Sighting | None]] | None] = (
            queue.SimpleQueue()
        )
        self._thread = threading.Thread(target=self._run, daemon=True)

    def first(self) -> Sighting:
        """What the submission shows at first. Raises as `observe` does."""
        self._thread.start()
        return self._first.result()

    def more(self, work: Work) -> Sighting | None:
        """What it shows further; None if it did not answer every question."""
        shown: Future[Sighting | None] = Future()
        self._asked.put((work, shown))
        while self._thread.is_alive():
            try:
                return shown.result(0.5)
            except TimeoutError:
                continue
        return shown.result() if shown.done() else None

    def end(self) -> None:
        """Let the process end."""
        self._asked.put(None)

    def join(self) -> None:
        """Wait until the process has ended."""
        self._thread.join(END_SECONDS)

    def _run(self) -> None:
        try:
            sighting = observe(self._workers, self._work)
        except BaseException as error:
            if not self._first.done():
                self._first.set_exception(error)
        else:
            if not self._first.done():
                self._first.set_result(sighting)

    def _wait(self, seen: Sighting, ask: Ask) -> None:
        self._first.set_result(seen)
        while (asked := self._next()) is not None:
            work, shown = asked
            found: dict[str, Observation] = {}
            try:
                ask(work, found)
            except BaseException:
                self.is_over = True
                raise
            finally:
                shown.set_result(_sighting(work, found))

    def _next(self) -> tuple[Work, "Future[Sighting | None]"] | None:
        try:
            return self._asked.get(timeout=PARKED_SECONDS)
        except queue.Empty:
            return None
