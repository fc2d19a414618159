"""Waits for the replies of a cluster's workers, and fetches each by itself."""

import contextlib
import threading
import time
from collections.abc import Callable
from concurrent.futures import CancelledError

from distributed import Client, Future

from grader.observations import Unreadable
from grader.sandbox.work import Work

LOOK_SECONDS = 1.0
SPARE_SECONDS = 60.0
FETCH_SECONDS = 30.0
LEAVE_SECONDS = 10.0
FETCH_TRIES = 5
NOT_THERE = object()


class WorkerLost(Exception):
    """A worker was lost that had this task, and maybe others."""


class Unanswered(Exception):
    """A worker did not reply."""


class Fetching:
    """Fetches what tasks returned, for many threads; `check` raises if waiting is of no use.

    `heard_at` is when something last came from a worker, or no worker was there; `replied_at` when
    a reply came, and `left_at` when a worker left.
    """

    def __init__(self, client: Client, check: Callable[[], None]) -> None:
        self._client = client
        self._check = check
        self._longest = 0.0
        self.heard_at = self.replied_at = time.monotonic()
        self.left_at = 0.0

    @property
    def is_deaf(self) -> bool:
        """Whether dask stopped to listen to the scheduler, as after a message it cannot read."""
        task = getattr(self._client, "_handle_report_task", None)
        return task is not None and task.done()

    def result(self, future: Future, work: Work) -> object:
        """What the task returned. Raises ClusterLost, WorkerLost, Unanswered and Unreadable."""
        asked_at = time.monotonic()
        for _ in range(FETCH_TRIES):
            self._wait(future, work)
            if future.status == "error":
                raise self._failed(future, asked_at)
            with contextlib.suppress(CancelledError):
                found = self._fetch(future)
                if found is not NOT_THERE:
                    return found
            time.sleep(LOOK_SECONDS)  # its worker was lost, and another one gets the task
            self._check()
        raise Unanswered("what it has cannot be fetched")

    def who_had(self, future: Future) -> list[str]:
        """The addresses of the workers that have the result of a task, or were given the task."""
        with contextlib.suppress(OSError, CancelledError, KeyError):
            has = list(self._client.who_has([future])[future.key])
            given = self._client.processing().items()
            return has or [name for name, keys in given if future.key in keys]
        return []

    def send_away(self, future: Future) -> list[str]:
        """Take the workers that had a task from the cluster; those that went, or will not reply."""
        who = self.who_had(future)
        future.release()  # or dask would first copy its result to another worker
        # what is tried again comes to others; one that does not reply may not leave either
        leaving = threading.Thread(target=self._retire, args=[who], daemon=True)
        leaving.start()
        leaving.join(LEAVE_SECONDS)
        return who

    def _retire(self, who: list[str]) -> None:
        with contextlib.suppress(OSError, CancelledError):
            self._client.retire_workers(who, close_workers=True)

    def _wait(self, future: Future, work: Work) -> None:
        """Until the task has ended. Raises Unanswered, if nothing came for long."""
        # it may wait for others at its worker, and those may take their whole time
        self._longest = max(self._longest, work.limits.submission_seconds)
        patience = 4 * self._longest + SPARE_SECONDS
        done = threading.Event()
        future.add_done_callback(lambda future: done.set())
        asked_at = time.monotonic()
        while not done.wait(LOOK_SECONDS):
            self._check()
            # many may wait for few workers: no reply is late while others come
            if time.monotonic() - max(asked_at, self.heard_at) > patience:
                raise Unanswered(f"nothing came for {patience:.0f} seconds")

    def _fetch(self, future: Future) -> object:
        """The result, fetched alone: beside a bad one, dask would fetch neither."""
        gather = self._client.scheduler.gather
        try:
            reply = self._client.sync(gather, keys=[future.key], callback_timeout=FETCH_SECONDS)
        except TimeoutError as error:
            raise Unanswered("what it has cannot be fetched") from error
        except OSError:  # if the scheduler is lost, `check` knows that soon
            return NOT_THERE
        if reply.get("status") != "OK" or future.key not in reply.get("data", ()):
            return NOT_THERE
        self.heard_at = self.replied_at = time.monotonic()
        return reply["data"][future.key]

    def _failed(self, future: Future, asked_at: float) -> Exception:
        """Why a task has no result; what dask says of that is a pickle, and stays unread."""
        said = future.exception()
        pickled = said.args[0] if isinstance(said, Exception) and said.args else b""
        if isinstance(pickled, bytes) and b"KilledWorker" in pickled:
            # a worker can say so as well: then none has left
            deadline = time.monotonic() + 5 * LOOK_SECONDS
            while time.monotonic() < deadline:
                if self.left_at > asked_at:
                    return WorkerLost()
                time.sleep(LOOK_SECONDS / 5)
                self._check()
        return Unreadable("it is an error")
