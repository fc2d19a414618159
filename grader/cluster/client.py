"""Asks submissions on the workers of a cluster. dask.distributed schedules, and tries again.

Nothing that a worker sends is unpickled here: only the msgpack of dask's own messages is read, and
the bytes of a reply, which `messages` reads.
"""

import contextlib
import logging
import threading
import time
import uuid
from collections.abc import Callable, Collection
from concurrent.futures import CancelledError
from typing import Self

from distributed import Future, Security
from distributed.comm.core import CommClosedError

from grader.cluster import worker
from grader.cluster.connection import START_WORKER, UNREAD, check_scheduler, connected
from grader.cluster.fleet import Fleet, fleet, told, weakest
from grader.cluster.guard import GUARD, leave_unread
from grader.cluster.messages import Lost, read_reply, request_for
from grader.cluster.terms import needed
from grader.errors import ClusterLost, TookWorkersDown, WorkerUnavailable
from grader.observations import Sighting, Unreadable
from grader.printable import one_line
from grader.report import Isolation
from grader.sandbox.work import Work

START_SECONDS = 60.0  # for workers that are still starting
PATIENCE_SECONDS = 600.0  # for new workers, where none is left
LOOK_SECONDS = 1.0
SPARE_SECONDS = 60.0
LEAVE_SECONDS = 10.0
FETCH_SECONDS = 30.0
SETTLE_SECONDS = 2.0  # until the scheduler knows of every worker that was lost together
GATHER_TRIES = 5
MOST = 512


class _WorkerLost(Exception):
    """A worker was lost that had this task, and maybe others."""


class Cluster:
    """The workers of a cluster, as who asks submissions.

    `news` gets sentences about workers that come to nothing, and `changed` the workers there are,
    both from another thread. Use it as a context manager. Raises InputError if the scheduler cannot
    be reached, and ClusterLost if no worker can be used.
    """

    most = MOST

    def __init__(
        self,
        address: str,
        packages: Collection[str] = (),
        security: Security | None = None,
        news: Callable[[str], None] = lambda sentence: None,
        changed: Callable[[Fleet], None] = lambda fleet: None,
    ) -> None:
        self.address = address
        self.fleet = Fleet()
        self.isolation: Isolation = "full"
        self._packages = packages
        self._news = news
        self._changed = changed
        self._lost = ""
        self._heard_at = time.monotonic()  # when a reply came, or nobody was there to give one
        self._closing = threading.Event()
        self._suspects = threading.Lock()
        logging.getLogger("distributed").setLevel(logging.CRITICAL + 1)
        self._client = connected(address, security)
        self._watch = threading.Thread(target=self._keep_looking, daemon=True)

    def __enter__(self) -> Self:
        GUARD.activate()
        self._restore = leave_unread(*UNREAD)
        try:
            self._meet()
        except BaseException:
            self.close()
            raise
        self._watch.start()
        return self

    def __exit__(self, *error: object) -> None:
        self.close()

    @property
    def slots(self) -> int:
        """See `Asking`."""
        return self.fleet.slots

    def ask(self, work: Work) -> Sighting:
        """See `Asking`. Raises ClusterLost and TookWorkersDown, too."""
        request = request_for(work)
        try:
            return self._ask(work, request)
        except _WorkerLost:
            pass
        lost_at = time.monotonic()
        with self._suspects:  # one at a time: if a worker is lost again, it is clear with which
            time.sleep(max(0.0, lost_at + SETTLE_SECONDS - time.monotonic()))
            try:
                return self._ask(work, request)
            except _WorkerLost as error:
                raise TookWorkersDown(
                    "2 workers of the cluster were lost while they ran this submission. Grade it "
                    "on this machine, without --scheduler, to see why."
                ) from error

    def _ask(self, work: Work, request: bytes) -> Sighting:
        future = self._client.submit(
            worker.asked,
            request,
            key=self._key(work),
            resources=needed(self.isolation, self._packages, solution=work.proxied is not None),
            pure=False,
        )
        try:
            reply = read_reply(self._result(future, _patience(work)), request, work)
        except Unreadable as error:
            raise self._send_away(future, str(error)) from error
        finally:
            future.release()
        if isinstance(reply, Lost):
            raise WorkerUnavailable(one_line(reply.reason))
        return reply.sighting

    def close(self) -> None:
        """Leave the cluster; it goes on without this machine."""
        self._closing.set()
        with contextlib.suppress(Exception):  # it may be gone already
            self._client.close(timeout=2)
        self._restore()
        GUARD.deactivate()

    def _key(self, work: Work) -> tuple[str, str, str]:
        """The name of a task, as dask's dashboard shows it."""
        kind = "first asking" if work.proxied is None else "second asking"
        return kind, work.name, uuid.uuid4().hex

    def _result(self, future: Future, patience: float) -> object:
        """What the task returned. Raises ClusterLost, _WorkerLost and Unreadable."""
        done = threading.Event()
        future.add_done_callback(lambda future: done.set())
        asked_at = time.monotonic()
        while not done.wait(LOOK_SECONDS):
            self._check()
            # many may wait for few workers: no reply is late while others come
            if time.monotonic() - max(asked_at, self._heard_at) > patience:
                raise Unreadable(f"nothing came for {patience:.0f} seconds")
        self._heard_at = time.monotonic()
        for left in reversed(range(GATHER_TRIES)):
            if future.status == "error":
                raise self._failed(future)
            try:
                return future.result(FETCH_SECONDS)
            except TimeoutError as error:
                raise Unreadable("it cannot be fetched") from error
            except (OSError, CancelledError) as error:
                if self._lost or not left or self._client.status != "running":
                    raise ClusterLost(self._lost or self._is_lost()) from error
            except Exception as error:
                if not left:
                    raise Unreadable(one_line(str(error))) from error
            # dask fetches the results of several tasks at once: another one may be the bad one
            time.sleep(LOOK_SECONDS)
        raise AssertionError

    def _failed(self, future: Future) -> Exception:
        """Why a task has no result; what dask says of that is a pickle, and stays unread."""
        said = future.exception()
        pickled = said.args[0] if isinstance(said, Exception) and said.args else b""
        if isinstance(pickled, bytes) and b"KilledWorker" in pickled:
            return _WorkerLost()
        return Unreadable("it is an error")

    def _send_away(self, future: Future, why: str) -> WorkerUnavailable:
        """Take the worker that replied so from the cluster; the error for its submission."""
        who: list[str] = []
        with contextlib.suppress(OSError, CancelledError, KeyError):
            who = list(self._client.who_has([future])[future.key])
            who = who or [
                name for name, keys in self._client.processing().items() if future.key in keys
            ]
            # what is tried again comes to others; one that does not reply may not leave either
            leaving = threading.Thread(target=self._retire, args=[who], daemon=True)
            leaving.start()
            leaving.join(LEAVE_SECONDS)
        named = ", ".join(who) or "A worker"
        self._news(f"{named} is no longer used: its reply to a request is none ({why}).")
        return WorkerUnavailable(f"The reply of a worker of the cluster is none: {why}.")

    def _retire(self, who: list[str]) -> None:
        with contextlib.suppress(OSError, CancelledError):
            self._client.retire_workers(who, close_workers=True)

    def _check(self) -> None:
        if self._lost:
            raise ClusterLost(self._lost)

    def _is_lost(self) -> str:
        return (
            f"The scheduler at {self.address} can no longer be reached. What was graded is kept; "
            "run the same command again to continue."
        )

    def _meet(self) -> None:
        """Wait for workers that can be used. Raises ClusterLost if there are none."""
        check_scheduler(self.address, self._client)
        deadline = time.monotonic() + START_SECONDS
        said = False
        while lacks := self._look(choosing=True):
            if time.monotonic() > deadline:
                raise ClusterLost(
                    f"The cluster at {self.address} cannot be used. {lacks} {START_WORKER}"
                )
            if not said:
                self._news(f"Waiting for workers of {self.address}.")
                said = True
            time.sleep(LOOK_SECONDS)

    def _keep_looking(self) -> None:
        since: float | None = None
        # a long list takes a while to travel
        while not self._closing.wait(LOOK_SECONDS + len(self.fleet.threads) / 100):
            try:
                lacks = self._look()
            except Exception:  # whatever it is, dask tries to connect again, and loses its tasks
                self._lost = self._is_lost()
                return
            if not lacks:
                since = None
                continue
            since = since or time.monotonic()
            self._heard_at = time.monotonic()
            if time.monotonic() - since > PATIENCE_SECONDS:
                self._lost = (
                    f"The cluster at {self.address} had no worker for {PATIENCE_SECONDS:.0f} "
                    f"seconds. {lacks} What was graded is kept; run the same command again to "
                    "continue."
                )
                return

    def _look(self, *, choosing: bool = False) -> str:
        """See which workers there are; what is missing. Raises OSError without a scheduler.

        While `choosing`, they settle the level of the sandbox.
        """
        if self._client.status != "running":
            raise CommClosedError
        listed = self._client.scheduler_info()["workers"]
        if choosing:
            self.isolation = weakest(listed, self._packages)
        before, self.fleet = self.fleet, fleet(listed, self.isolation, self._packages)
        for sentence in told(before, self.fleet):
            self._news(sentence)
        if before != self.fleet:
            self._changed(self.fleet)
        return self.fleet.lacks


def _patience(work: Work) -> float:
    """Seconds after which no reply will come: it may have waited for another one's at the worker.

    Loading and a solution that has to be started come on top, so this is generous.
    """
    seconds = work.proxied.seconds if work.proxied else work.limits.submission_seconds
    return 4 * seconds + SPARE_SECONDS
