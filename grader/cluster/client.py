"""Asks submissions on the workers of a cluster. dask.distributed schedules, and tries again.

Nothing that a worker sends is unpickled here: only the msgpack of dask's own messages is read, and
the bytes of a reply, which `messages` reads.
"""

import contextlib
import logging
import threading
import time
import uuid
from collections import OrderedDict, defaultdict, deque
from collections.abc import Callable, Collection, Sequence
from typing import Self

from distributed import Future, Security
from distributed.client import ClosedClientError
from distributed.comm.core import CommClosedError

from grader.cluster import worker
from grader.cluster.connection import START_WORKER, UNREAD, check_scheduler, connected
from grader.cluster.fetching import LOOK_SECONDS, Fetching, Unanswered, WorkerLost
from grader.cluster.fleet import Fleet, fleet, told, weakest
from grader.cluster.guard import GUARD, leave_unread
from grader.cluster.messages import Lost, read_reply, request_for
from grader.cluster.parking import whose
from grader.cluster.terms import needed
from grader.errors import ClusterLost, TookWorkersDown, WorkerUnavailable
from grader.observations import Sighting, Unreadable
from grader.printable import one_line
from grader.report import Isolation
from grader.sandbox.work import Work
from grader.sandbox.workers import SANDBOXED

START_SECONDS = 60.0  # for workers that are still starting
PATIENCE_SECONDS = 600.0  # for new workers, where none is left
SETTLE_SECONDS = 2.0  # until the scheduler knows of every worker that was lost together
# a worker that so often in so many seconds could not ask is broken
MANY_LOST, LOST_SECONDS = 3, 30.0
MOST = 512
# priorities: what is asked of a process that waits, and of what may have taken a worker down
SOON, FIRST = 1, 2
MOST_HAD = 10_000  # submissions of which it is known which worker had them


class Cluster:
    """The workers of a cluster, as who asks submissions.

    `news` gets sentences about workers that cannot be used, and `changed` the workers there are,
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
        self._closing = threading.Event()
        self._suspects = threading.Lock()
        self._had: OrderedDict[str, str] = OrderedDict()
        self._could_not: defaultdict[str, deque[float]] = defaultdict(
            lambda: deque(maxlen=MANY_LOST)
        )
        logging.getLogger("distributed").setLevel(logging.CRITICAL + 1)
        GUARD.activate()
        self._restore = leave_unread(*UNREAD)
        try:
            self._client = connected(address, security)
        except BaseException:
            self._unguard()
            raise
        self._fetching = Fetching(self._client, self._check)
        self._watch = threading.Thread(target=self._keep_looking, daemon=True)

    def __enter__(self) -> Self:
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

    @property
    def cores(self) -> Sequence[int]:
        """See `Asking`: submissions run elsewhere."""
        return ()

    def ask(self, work: Work) -> Sighting:
        """See `Asking`. Raises ClusterLost and TookWorkersDown, too."""
        request = request_for(work)
        try:
            return self._ask(work, request)
        except WorkerLost:
            pass
        lost_at = time.monotonic()
        with self._suspects:  # one at a time, before all others: then it is clear what is to blame
            time.sleep(max(0.0, lost_at + SETTLE_SECONDS - time.monotonic()))
            self._check()
            try:
                return self._ask(work, request, FIRST)
            except WorkerLost as error:
                raise TookWorkersDown(
                    "2 workers of the cluster were lost while they had this submission. Grade it "
                    "on this machine, without --scheduler, to see why."
                ) from error

    def _ask(self, work: Work, request: bytes, priority: int = 0) -> Sighting:
        self._check()
        of = whose(work)
        had = self._had.get(of) if work.is_more else None
        able = self.fleet.threads if work.proxied is None else self.fleet.with_solution
        near = [had] if had in able else []  # where its process may still be
        try:
            future = self._client.submit(
                worker.asked,
                request,
                key=self._key(work),
                resources=needed(self.isolation, self._packages, solution=work.proxied is not None),
                workers=near or None,
                allow_other_workers=bool(near),
                priority=max(priority, SOON if near else 0),
                pure=False,
            )
        except ClosedClientError as error:
            raise ClusterLost(self._unreachable) from error
        try:
            reply = read_reply(self._fetching.result(future, work), request, work)
            if isinstance(reply, Lost):
                self._note(future)
                raise WorkerUnavailable(one_line(reply.reason))
            if SANDBOXED.index(reply.isolation) > SANDBOXED.index(self.isolation):
                raise Unreadable("its sandbox is weaker than it said")
        except (Unreadable, Unanswered) as error:
            why = f"it did not send a proper reply: {error}"
            self._send_away(future, why)
            raise WorkerUnavailable(f"A worker of the cluster is no longer used: {why}.") from error
        finally:
            future.release()
        self._had[of] = reply.worker
        with contextlib.suppress(KeyError):
            while len(self._had) > MOST_HAD:
                self._had.popitem(last=False)
        return reply.sighting

    def close(self) -> None:
        """Leave the cluster; it goes on without this machine."""
        self._closing.set()
        with contextlib.suppress(Exception):  # it may be gone already
            self._client.close(timeout=2)
        if self._client.status == "closed":
            self._unguard()

    def _unguard(self) -> None:
        self._restore()
        GUARD.deactivate()

    def _key(self, work: Work) -> tuple[str, str, str]:
        """The name of a task, as dask's dashboard shows it."""
        kind = "second asking" if work.is_more else "first asking"
        return kind, work.name, uuid.uuid4().hex

    def _note(self, future: Future) -> None:
        """Note that a worker could not ask; one that often cannot takes work from the others."""
        for address in self._fetching.who_had(future):
            times = self._could_not[address]
            times.append(time.monotonic())
            if len(times) == MANY_LOST and times[-1] - times[0] < LOST_SECONDS:
                self._send_away(future, "it could not run submissions")

    def _send_away(self, future: Future, why: str) -> None:
        """Take the worker that had a task from the cluster."""
        for address in self._fetching.send_away(future):
            self._news(f"{address} is no longer used: {why}.")

    def _check(self) -> None:
        """Raise ClusterLost if there is nothing to wait for any more."""
        if self._lost or self._closing.is_set():
            raise ClusterLost(self._lost or "The run was stopped.")

    @property
    def _unreachable(self) -> str:
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
        since = time.monotonic()
        # a long list takes a while to travel
        while not self._closing.wait(LOOK_SECONDS + len(self.fleet.threads) / 100):
            try:
                lacks = self._look()
            except OSError:  # dask tries to connect again, but has lost its tasks
                self._lost = self._unreachable
                return
            if not self.fleet.threads:
                self._fetching.heard_at = time.monotonic()  # nobody is late
            if not lacks:
                since = time.monotonic()
            # without a worker for solutions, others may go on for long
            elif time.monotonic() - max(since, self._fetching.replied_at) > PATIENCE_SECONDS:
                self._lost = (
                    f"The cluster at {self.address} has been of no use for {PATIENCE_SECONDS:.0f} "
                    f"seconds. {lacks} What was graded is kept; run the same command again to "
                    "continue."
                )
                return

    def _look(self, *, choosing: bool = False) -> str:
        """See which workers there are; what is missing. Raises OSError without a scheduler.

        While `choosing`, they settle the level of the sandbox.
        """
        if self._client.status != "running" or self._fetching.is_deaf:
            raise CommClosedError
        ask = self._client.scheduler.identity
        listed = self._client.sync(ask, n_workers=-1)["workers"]
        if choosing:
            self.isolation = weakest(listed, self._packages)
        before, self.fleet = self.fleet, fleet(listed, self.isolation, self._packages)
        if before.threads.keys() - listed.keys():
            self._fetching.left_at = time.monotonic()
        for sentence in told(before, self.fleet):
            self._news(sentence)
        if before != self.fleet:
            self._changed(self.fleet)
        return self.fleet.lacks
