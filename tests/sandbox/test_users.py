"""Without a sandbox, root can still make every submission a user of its own."""

import os
from collections.abc import Iterator
from pathlib import Path

import needs
import pytest

from grader.checks import Look
from grader.exercise.questions import Question
from grader.observations import Observation, Returned, Sighting, Text
from grader.sandbox.fork_server import CHILDREN_A_SERVER, ForkServer
from grader.sandbox.observe import Limits, Work, observe
from grader.sandbox.work import Ask

FIRST = 61_000
LIMITS = Limits(submission_seconds=30, check_seconds=20, memory_bytes=1 << 30)
TELLS = """
import os, pathlib

def tried(attempt):
    try:
        return str(attempt())
    except OSError as error:
        return type(error).__name__

def look(path, pid):
    return ' '.join([
        str(os.getresuid()), str(os.getresgid()), str(os.getgroups()),
        tried(lambda: pathlib.Path(path).read_text()),
        tried(lambda: os.kill(pid, 9)),
        tried(lambda: pathlib.Path(f'/proc/{pid}/mem').open('rb')),
        tried(lambda: os.setuid(0)),
    ])
"""
WAKES = """
import os, signal

def look(path, pid):
    try:
        os.kill(pid, signal.SIGCONT)
    except PermissionError:
        return 'refused'
    return 'woken'
"""
TELLS_ITS_NUMBER = """
import os

def look(path, pid):
    return str(os.getpid())
"""
BELONGS = """
import pathlib

def look(path, pid):
    status = pathlib.Path('/proc/self/status').read_text()
    return next(line for line in status.splitlines() if line.startswith('NoNewPrivs'))
"""
SPREADS = """
import os, time

def look(path, pid):
    for number in range(2000):
        try:
            if os.fork() == 0:
                time.sleep(60)
                os._exit(0)
        except OSError:
            return 'stopped'
    return 'never stopped'
"""

pytestmark = [needs.linux, needs.root]


@pytest.fixture(scope="module")
def server() -> Iterator[ForkServer]:
    server = ForkServer(users_from=FIRST)
    yield server
    server.close()


def question(path: Path, pid: int) -> Question:
    return Question(
        function="look",
        arguments=(("plain", str(path)), ("plain", pid)),
        keywords={},
        looks=(Look("returned"),),
    )


def look(server: ForkServer, source: str, path: Path, pid: int) -> Observation:
    work = Work([("submit.py", source)], [question(path, pid)], LIMITS)
    (seen,) = observe(server, work).observations
    return seen


def said(seen: Observation) -> str:
    assert isinstance(seen, Returned)
    text = seen.seen[0][0]
    assert isinstance(text, Text)
    return text.value


def test_each_submission_is_another_user_without_rights(server: ForkServer, tmp_path: Path) -> None:
    secret = tmp_path / "secret"
    secret.write_text("a solution")
    secret.chmod(0o600)
    first, second = (said(look(server, TELLS, secret, os.getpid())) for _ in range(2))
    refused = "[] " + " ".join(["PermissionError"] * 4)
    users = [int(text.partition(",")[0].lstrip("(")) for text in (first, second)]
    assert users[1] > users[0] >= FIRST
    for user, text in zip(users, (first, second)):
        assert text == f"({user}, {user}, {user}) ({user}, {user}, {user}) {refused}"


def test_no_submission_signals_another_one(server: ForkServer, tmp_path: Path) -> None:
    def while_it_runs(sighting: Sighting, ask: Ask) -> None:
        first = int(said(sighting.observations[0]))
        assert said(look(server, WAKES, tmp_path, first)) == "refused"
        asked.append(first)

    asked: list[int] = []
    sources = [("submit.py", TELLS_ITS_NUMBER)]
    observe(server, Work(sources, [question(tmp_path, 1)], LIMITS, then=while_it_runs))
    assert asked


def test_no_program_gives_rights_back(server: ForkServer, tmp_path: Path) -> None:
    assert said(look(server, BELONGS, tmp_path, 1)).split() == ["NoNewPrivs:", "1"]


def test_no_submission_fills_the_machine_with_processes(server: ForkServer, tmp_path: Path) -> None:
    assert said(look(server, SPREADS, tmp_path, 1)) == "stopped"
    assert "PermissionError" in said(look(server, TELLS, tmp_path / "secret", os.getpid()))


def test_a_later_server_makes_them_users_that_no_earlier_one_did(tmp_path: Path) -> None:
    server = ForkServer(users_from=FIRST)
    try:
        seen = []
        for _ in range(2):
            seen.append(said(look(server, TELLS, tmp_path / "secret", os.getpid())))
            server._process.kill()
        users = [int(text.partition(",")[0].lstrip("(")) for text in seen]
        assert FIRST <= users[0] < FIRST + CHILDREN_A_SERVER <= users[1]
    finally:
        server.close()
