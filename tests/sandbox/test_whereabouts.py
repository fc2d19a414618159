"""Where a call is that takes long: a claim of the worker, shown and never judged."""

import signal
import socket
import time
from collections.abc import Iterator
from dataclasses import replace
from types import SimpleNamespace
from typing import Any

import pytest

from grader.checks import Look
from grader.exercise.questions import Question
from grader.observations import Returned, Running, TimedOut, Unreadable, read_running
from grader.sandbox.observe import Limits, Work, observe
from grader.sandbox.worker import frames, whereabouts
from grader.sandbox.worker.whereabouts import Whereabouts, places_of
from grader.sandbox.workers import Workers

LOOPS = """def turn():
    n = 0
    while True:
        n += 1
"""
SLOW = """import time
def turn():
    time.sleep(1.3)
    return 1.0
"""
# says that it is elsewhere, again and again
LIES = """import gc, json, socket, struct
def turn():
    (ours,) = [one for one in gc.get_objects() if isinstance(one, socket.socket)]
    body = json.dumps({"running": PLACE}).encode()
    while True:
        ours.sendall(struct.pack("!I", len(body)) + body)
"""
TURN = Question("turn", (), {}, (Look("returned"),))


def work(text: str, seconds: float, seen: list[Running]) -> Work:
    return Work(
        [("submit.py", text)],
        [TURN],
        Limits(10 * seconds, seconds, 256 << 20),
        running=lambda function, at: seen.append(at),
    )


def test_a_call_that_never_ends_is_found_in_its_loop(workers: Workers) -> None:
    seen: list[Running] = []
    (lost,) = observe(workers, work(LOOPS, 2.5, seen)).observations
    assert isinstance(lost, TimedOut)
    assert (lost.file, lost.line in (3, 4)) == ("submit.py", True)
    assert seen
    assert {one.file for one in seen} == {"submit.py"}


def test_what_called_the_line_that_runs_is_told_too(workers: Workers) -> None:
    text = "import time\n\ndef rest():\n    time.sleep(9)\n\ndef turn():\n    rest()\n"
    (lost,) = observe(workers, work(text, 2.5, [])).observations
    assert isinstance(lost, TimedOut)
    assert (lost.line, lost.callers) == (4, (("submit.py", 7),))


def test_a_call_that_takes_a_while_returns_as_any_other(workers: Workers) -> None:
    seen: list[Running] = []
    (returned,) = observe(workers, work(SLOW, 8.0, seen)).observations
    assert isinstance(returned, Returned)
    assert [one.line for one in seen] == [3]


@pytest.mark.parametrize(
    "place",
    [
        {"file": "submit.py", "line": 5},
        {"file": "submit.py", "line": 999},
        {"file": "checks.py", "line": 1},
        {"file": "submit.py"},
        {"file": "submit.py", "line": 5, "callers": [["submit.py", 6]] * 9},
        {"file": "submit.py", "line": 5, "callers": [["checks.py", 1], ["submit.py", 999]]},
        "everywhere",
    ],
)
def test_who_talks_about_its_place_forever_is_stopped(workers: Workers, place: object) -> None:
    seen: list[Running] = []
    began = time.monotonic()
    text = LIES.replace("PLACE", repr(place))
    (lost,) = observe(workers, work(text, 1.5, seen)).observations
    assert not isinstance(lost, Returned)
    assert time.monotonic() - began < 30
    assert {(one.file, one.line) for one in seen} <= {("submit.py", 5), ("submit.py", 6)}


def test_news_of_another_form_is_unreadable() -> None:
    assert read_running(b'{"type":"returned","seen":[]}') is None
    assert read_running(b'{"running":{"file":"a.py","line":3}}') == Running("a.py", 3)
    with pytest.raises(Unreadable):
        read_running(b'{"running":{"file":"a.py","line":3},"score":1}')


def frame(line: int | None, back: Any = None, file: str = "submit.py") -> Any:
    """A frame of Python, as far as it is looked at."""
    code = SimpleNamespace(co_filename=file)
    return SimpleNamespace(f_lineno=line, f_code=code, f_back=back)


def test_the_line_that_runs_comes_before_its_callers() -> None:
    of_torch = frame(7, frame(3, frame(9)), "torch.py")
    assert places_of(of_torch, {"submit.py"}) == [("submit.py", 3), ("submit.py", 9)]


def test_an_instruction_that_is_in_no_line_is_nowhere() -> None:
    assert places_of(frame(None, frame(9)), {"submit.py"}) == []


@pytest.fixture
def timer() -> Iterator[None]:
    if not hasattr(signal, "setitimer"):
        pytest.skip("Windows has no such timer")
    before = signal.getsignal(signal.SIGALRM)
    yield
    signal.setitimer(signal.ITIMER_REAL, 0)
    signal.signal(signal.SIGALRM, before)


def tick(line: int | None) -> None:
    tell = signal.getsignal(signal.SIGALRM)
    assert callable(tell)
    tell(signal.SIGALRM, frame(line))


@pytest.mark.usefixtures("timer")
def test_nothing_is_said_of_an_instruction_without_a_line(monkeypatch: pytest.MonkeyPatch) -> None:
    # interrupted there, a right submission lost points for a message that nobody could read
    monkeypatch.setattr(whereabouts, "FIRST_SECONDS", 0.0)
    ours, theirs = socket.socketpair()
    with ours, theirs:
        Whereabouts(ours).begin({"submit.py"})
        tick(None)
        tick(4)
        assert frames.receive(theirs) == {
            "running": {"file": "submit.py", "line": 4, "callers": []}
        }


@pytest.mark.usefixtures("timer")
def test_nothing_is_said_of_a_short_call_or_one_that_is_over(
    monkeypatch: pytest.MonkeyPatch,
) -> None:
    ours, theirs = socket.socketpair()
    with ours, theirs:
        where = Whereabouts(ours)
        where.begin({"submit.py"})
        tick(4)
        monkeypatch.setattr(whereabouts, "FIRST_SECONDS", 0.0)
        where.begin({"submit.py"})
        where.end()
        tick(5)
        theirs.setblocking(False)
        with pytest.raises(BlockingIOError):
            theirs.recv(1)


def test_a_call_that_uses_the_timer_costs_the_next_one_nothing(workers: Workers) -> None:
    text = """import signal, time
def turn():
    time.sleep(1.3)
    signal.signal(signal.SIGALRM, signal.SIG_IGN)
    signal.setitimer(signal.ITIMER_REAL, 0)
    return 1.0
"""
    seen: list[Running] = []
    asked = replace(work(text, 8.0, seen), questions=[TURN, TURN])
    assert all(isinstance(one, Returned) for one in observe(workers, asked).observations)
    assert [one.line for one in seen] == [3, 3]
