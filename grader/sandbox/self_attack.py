"""Attack the sandbox before it runs a submission; an attack that works stops the run."""

import os
import socket
import tempfile
from collections.abc import Iterable, Iterator
from contextlib import ExitStack, contextmanager
from pathlib import Path
from typing import Any

from grader.checks import Look
from grader.errors import SandboxUnavailable
from grader.exercise.questions import Question
from grader.observations import Observation, Returned, Sequence, Text
from grader.sandbox.fork_server import ForkServers
from grader.sandbox.observe import Limits, Work, observe
from grader.sandbox.workers import Workers

SOURCE = Path(__file__).with_name("attack.py")
LIMITS = Limits(submission_seconds=20, check_seconds=10, memory_bytes=256 << 20)


def attack_every_server(workers: Workers) -> None:
    """Attack each process that forks workers: one that holds proves nothing about the others.

    Raises SandboxUnavailable; see `attack_sandbox`.
    """
    servers: Iterable[Workers] = workers.servers if isinstance(workers, ForkServers) else [workers]
    for server in servers:
        attack_sandbox(server)


def attack_sandbox(workers: Workers) -> None:
    """Try from inside what no submission may do.

    Raises SandboxUnavailable, naming the attacks that worked, or when the attack did not run.
    """
    with _targets() as arguments:
        question = Question(
            function="attack",
            arguments=tuple(("plain", argument) for argument in arguments),
            keywords={},
            looks=(Look("returned"),),
        )
        sources = [(SOURCE.name, SOURCE.read_text(encoding="utf-8"))]
        (seen,) = observe(workers, Work(sources, [question], LIMITS)).observations
    worked = _worked(seen)
    if worked:
        raise SandboxUnavailable(f"it does not hold: a submission could {', '.join(worked)}")


@contextmanager
def _targets() -> Iterator[tuple[Any, ...]]:
    """The targets of the attack, open to every user, so that only the sandbox protects them."""
    with ExitStack() as stack:
        folder = Path(stack.enter_context(tempfile.TemporaryDirectory(prefix="torchgrade-")))
        folder.chmod(0o777)
        canary = folder / "canary"
        canary.write_text("sings")
        canary.chmod(0o666)
        tcp = stack.enter_context(socket.create_server(("127.0.0.1", 0)))
        unix = stack.enter_context(socket.socket(socket.AF_UNIX))
        unix.bind(str(folder / "socket"))
        unix.listen()
        (folder / "socket").chmod(0o777)
        port = tcp.getsockname()[1]
        yield str(canary), str(folder), os.getpid(), port, str(folder / "socket")


def _worked(seen: Observation) -> list[str]:
    if not isinstance(seen, Returned) or not isinstance(seen.seen[0][0], Sequence):
        raise SandboxUnavailable(f"its self-test did not run ({seen})")
    return [item.value for item in seen.seen[0][0].items if isinstance(item, Text)]
