"""What a worker of a cluster loads: `dask worker ADDRESS --preload grader.cluster.worker`.

It starts a fork server once, attacks its sandbox, and only then offers to ask submissions.
"""

import asyncio
import logging
from collections import OrderedDict
from dataclasses import replace
from threading import Lock
from typing import Any

import click
from distributed import Worker, get_worker

from grader.cluster.guard import GUARD, OF_WORKERS
from grader.cluster.messages import Lost, Reply, Seen, digest_of, encoded, read_request
from grader.cluster.parking import Parking
from grader.cluster.terms import STATE, offered, versions
from grader.errors import GraderError
from grader.printable import one_line
from grader.report import Isolation
from grader.sandbox.self_attack import attack_sandbox
from grader.sandbox.start import start_workers
from grader.sandbox.work import Replies, Work
from grader.sandbox.workers import SANDBOXED, Workers

NAME = "torchgrade"
MAX_SOLUTIONS = 10
log = logging.getLogger("distributed.torchgrade")


class Sandbox:
    """The fork server of one worker, and what solutions replied to proxies there."""

    def __init__(self, workers: Workers, address: str = "") -> None:
        self._workers = workers
        self._address = address
        self._parking = Parking(workers)
        self._replies: OrderedDict[tuple[Any, ...], Replies] = OrderedDict()
        self._lock = Lock()

    def reply(self, message: bytes) -> Reply:
        """The reply to a request: what the submission shows, or why nobody knows."""
        digest = digest_of(message)
        try:
            work = read_request(message).work()
            sighting = self._parking.ask(self._with_replies(work))
        except GraderError as error:
            return Lost(digest, str(error))
        except Exception as error:  # nothing may travel back but a reply
            log.exception("A request was not answered")
            return Lost(digest, one_line(f"{type(error).__name__}: {error}"))
        return Seen(digest, self._workers.isolation, sighting, self._address)

    @property
    def isolation(self) -> Isolation:
        """The level of the sandbox."""
        return self._workers.isolation

    def close(self) -> None:
        """End everything that still runs."""
        self._parking.close()
        self._workers.close()

    def _with_replies(self, work: Work) -> Work:
        """The work with the replies to submissions with the same solution, functions and seed."""
        proxied = work.proxied
        if proxied is None:
            return work
        key = tuple(map(tuple, proxied.solution)), proxied.functions, work.seed
        with self._lock:
            replies = self._replies.setdefault(key, Replies())
            self._replies.move_to_end(key)
            while len(self._replies) > MAX_SOLUTIONS:
                self._replies.popitem(last=False)
        return replace(work, proxied=replace(proxied, replies=replies))


def asked(message: bytes) -> bytes:
    """The task: ask one submission. Takes and returns bytes, and never raises."""
    sandbox: Sandbox | None = get_worker().extensions.get(NAME)
    if sandbox is None:
        return encoded(Lost(digest_of(message), "the sandbox of this worker has ended"))
    return encoded(sandbox.reply(message))


@click.command()
@click.option("--package", "packages", multiple=True, metavar="NAME")
async def dask_setup(worker: Worker, packages: tuple[str, ...]) -> None:
    """Start the sandbox of a worker, and offer what it can do.

    --package names what submissions may import beside torch and numpy, as exercise.toml does.
    """
    GUARD.activate(OF_WORKERS)
    state: dict[str, Any] = {"versions": versions()}
    worker.metrics[STATE] = lambda worker: state
    try:
        sandbox = await asyncio.to_thread(_started, packages, worker.address)
    except GraderError as error:  # without an offer, it gets no work
        state["unfit"] = str(error)
        log.error("This worker is of no use for grading. %s", error)
        return
    worker.extensions[NAME] = sandbox
    state |= {"isolation": sandbox.isolation, "packages": list(packages)}
    # as Worker.set_resources does, which tells a scheduler that does not know this worker yet
    resources = offered(sandbox.isolation, packages)
    worker.state.total_resources |= resources
    worker.state.available_resources |= resources


def dask_teardown(worker: Worker) -> None:
    """End the sandbox of a worker."""
    sandbox: Sandbox | None = worker.extensions.pop(NAME, None)
    if sandbox is not None:
        sandbox.close()


def _started(packages: tuple[str, ...], address: str) -> Sandbox:
    """A sandbox that has refused every attack. Raises GraderError."""
    workers = start_workers(SANDBOXED, packages=packages)
    try:
        attack_sandbox(workers)
    except BaseException:
        workers.close()
        raise
    return Sandbox(workers, address)
