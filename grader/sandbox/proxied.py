"""Serves the proxies of a submission: passes their calls on to a solution in a worker of its own.

The submission writes what it asks, and may ask what it likes. Whatever becomes of a call, in the
end the submission gets a reply, an error in its place or the word to stop; a solution that hangs or
dies on the way is replaced by a fresh one, a few times.
"""

import contextlib
import hashlib
import time
from collections import Counter
from collections.abc import Mapping
from typing import Any

import msgspec

from grader.errors import WorkerUnavailable
from grader.exercise.data import Data
from grader.exercise.questions import Question
from grader.observations import Loaded, Unreadable, read_progress
from grader.sandbox import calls
from grader.sandbox.calls import Asked, Call, Failed, Reply, Returned
from grader.sandbox.process import Ended, TookTooLong, Worker
from grader.sandbox.work import FEW_CALLS, Proxied
from grader.sandbox.workers import Workers

CALL_SECONDS = 3.0
LOAD_SECONDS = 30.0
MAX_STARTS = 3
LOST = Failed("RuntimeError", "the function did not survive this call")
SLOW = Failed("RuntimeError", "the function took too long")
GONE = Failed("RuntimeError", "the function was lost too often")
FORGOTTEN = Failed("RuntimeError", "the graph of this call is no longer kept")


class Proxying:
    """Answers the calls of one submission's proxies, question by question.

    `stopped` if the open question used up its calls. `waited` counts the seconds that went into
    starting solutions, which are not the submission's.
    """

    def __init__(
        self,
        workers: Workers,
        proxied: Proxied,
        memory_bytes: int,
        seed: int,
        data: Data = (),
    ) -> None:
        self._proxied = proxied
        self._solution = _Solution(workers, proxied, memory_bytes, seed, data)
        self._last = self._first = 0
        self._most = proxied.calls
        self._asked: Counter[type[Asked]] = Counter()
        self.stopped = False

    @property
    def waited(self) -> float:
        """Seconds that went into starting solutions."""
        return self._solution.waited

    def meet(self) -> None:
        """A worker has loaded the submission; it starts to count its calls."""
        self._last = 0

    def begin(self, question: Question) -> None:
        """This question is asked next."""
        proxied = self._proxied
        self._most = FEW_CALLS if question.digest in proxied.long else proxied.calls
        self._first = self._last + 1
        self._asked.clear()
        self.stopped = False
        self._solution.begin(question)

    def receive(self, worker: Worker, deadline: float) -> bytes:
        """The next message of the submission that is not a proxy's. Raises as a worker does.

        Raises Unreadable for what no honest proxy asks.
        """
        began = self.waited
        while calls.is_asked(body := worker.receive(deadline + self.waited - began)):
            reply = self._reply(calls.read_asked(body), deadline)
            worker.pass_on(calls.encoded(reply), deadline + self.waited - began)
        return body

    def close(self) -> None:
        """End the solution."""
        self._solution.close()

    def _reply(self, asked: Asked, deadline: float) -> Reply | calls.Stop:
        self._check(asked)
        self._asked[type(asked)] += 1
        if self._asked[type(asked)] > self._most:
            self.stopped = True
            return calls.Stop()
        if asked.number < self._first:
            return FORGOTTEN
        return self._solution.reply(asked, asked.number - self._first, deadline)

    def _check(self, asked: Asked) -> None:
        if self.stopped:
            raise Unreadable("it was told to stop")
        if not isinstance(asked, Call):
            if not 0 < asked.number <= self._last:
                raise Unreadable("there was no such call")
            return
        self._last += 1
        if asked.number != self._last:
            raise Unreadable("the calls do not come in order")
        if asked.function not in self._proxied.functions:
            raise Unreadable("there is no such proxy")


class _Solution:
    """A solution in a worker of its own, started when nobody has asked the same before.

    What it replies depends on what was asked in the same question before, and on nothing else. So
    replies are remembered by that. Where one is missing, the worker is first asked again what the
    remembered ones answered.
    """

    def __init__(
        self, workers: Workers, proxied: Proxied, memory_bytes: int, seed: int, data: Data
    ) -> None:
        self._workers = workers
        self._data = data
        self._message = {"sources": proxied.solution, "seed": seed, "skip": ()}
        self._own_seed = seed
        self._memory_bytes = memory_bytes
        self._replies = proxied.replies
        self._worker: Worker | None = None
        self._starts = 0
        self._question = 0
        self._seed = 0
        self._said = b""
        self._unheard: list[Asked] = []
        self._lost = False
        self.waited = 0.0

    def begin(self, question: Question) -> None:
        """Another question is open, and nothing is said yet."""
        self._question += 1
        self._said = question.digest.encode()
        self._seed = self._own_seed + int(question.digest[:6], 16)
        self._unheard.clear()
        self._lost = False

    def reply(self, asked: Asked, number: int, deadline: float) -> Reply:
        """What the solution replies; `number` counts the calls of the question."""
        same = calls.encoded(msgspec.structs.replace(asked, number=number))
        self._said = hashlib.sha256(self._said + same).digest()
        reply = self._replies.get(self._said)
        if reply is None:
            for one in self._unheard:
                self._ask(one, deadline)
            self._unheard.clear()
            reply = self._ask(asked, deadline)
            if not self._lost:  # a worker that replaces another one has not heard it all
                self._replies.put(self._said, reply)
        else:
            self._unheard.append(asked)
        is_of_call = isinstance(reply, Returned)
        return msgspec.structs.replace(reply, number=asked.number) if is_of_call else reply

    def _ask(self, asked: Asked, deadline: float) -> Reply:
        """What the worker replies, or why there is no reply."""
        began = self.waited
        if self._worker is None and not self._start():
            return GONE
        assert self._worker is not None
        until = min(time.monotonic() + CALL_SECONDS, deadline + self.waited - began)
        try:
            message = {"question": self._question, "seed": self._seed, "asked": asked}
            self._worker.pass_on(calls.encoded(message), until)
            return calls.read_reply(self._worker.receive(until))
        except (TookTooLong, Ended, Unreadable) as error:
            self._lost = True
            self.close()
            return SLOW if isinstance(error, TookTooLong) else LOST

    def close(self) -> None:
        """End the process, if there is one."""
        if self._worker is not None:
            # how it ended is of no interest
            with contextlib.suppress(WorkerUnavailable):
                self._worker.close()
        self._worker = None

    def _start(self) -> bool:
        """Load the solution in a fresh worker; whether that went well."""
        began = time.monotonic()
        while self._worker is None and self._starts < MAX_STARTS:
            self._starts += 1
            self._worker = self._workers.worker(self._memory_bytes, self._data)
            try:
                load(self._worker, self._message, time.monotonic() + LOAD_SECONDS)
            except (TookTooLong, Ended, Unreadable):
                self.close()
        self.waited += time.monotonic() - began
        return self._worker is not None


def load(worker: Worker, message: Mapping[str, Any], deadline: float) -> None:
    """Load an author's code. Raises as the worker does, and Unreadable."""
    worker.send(message, deadline)
    while not isinstance(read_progress(worker.receive(deadline)), Loaded):
        pass
