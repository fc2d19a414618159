"""Submissions are asked in processes of their own, within limits, and believed in nothing."""

import gc
import os
import signal
import socket
import struct
import sys
import time
import warnings
from collections.abc import Callable, Iterator, Sequence
from dataclasses import replace
from pathlib import Path
from typing import Any

import needs
import pytest
from threads import Started
from warm import Lent

from grader.checks import check, function, returns
from grader.errors import WorkerUnavailable
from grader.exercise.questions import Question, ask
from grader.expectations.compare import literal, reals
from grader.judging.judge import Asked
from grader.observations import (
    Crashed,
    LeftOut,
    Missing,
    Note,
    Number,
    Observation,
    OutOfMemory,
    Raised,
    Returned,
    Sighting,
    TimedOut,
)
from grader.sandbox.fork_server import ForkServer
from grader.sandbox.observe import Limits, Proxied, Work, observe
from grader.sandbox.process import (
    MAX_ANSWER_BYTES,
    MAX_OUTPUT_BYTES,
    Death,
    Ended,
    TookTooLong,
    Worker,
)
from grader.sandbox.spawner import Spawner
from grader.sandbox.start import start_workers
from grader.sandbox.work import Ask
from grader.sandbox.worker.server import MANY
from grader.sandbox.workers import Workers

GENEROUS = Limits(submission_seconds=60.0, check_seconds=30.0, memory_bytes=1 << 30)
HASTY = Limits(submission_seconds=60.0, check_seconds=0.8, memory_bytes=1 << 30)
TIMED_OUT = TimedOut(HASTY.check_seconds)
# the place is line 2 of submit.py, where it loops
TIMED_OUT_THERE = TimedOut(HASTY.check_seconds, file="submit.py", line=2)


def asks(*calls: tuple[str, float], times: int = 1) -> list[Question]:
    """A question that looks at what `function(number)` returns, for each call."""
    checks = [
        check(f"check {n}", function(name)(number), returns(0.0), points=1, hint="h", times=times)
        for n, (name, number) in enumerate(calls)
    ]
    return [question for one in checks for question in ask(one, seed=1)]


def see(
    workers: Workers, text: str, *calls: tuple[str, float], limits: Limits = GENEROUS, **more: Any
) -> Sighting:
    return observe(workers, work(text, *calls, limits=limits, **more))


def work(text: str, *calls: tuple[str, float], limits: Limits = GENEROUS, **more: Any) -> Work:
    return Work([("submit.py", text)], asks(*calls), limits, **more)


def number_of(observation: Observation) -> float:
    assert isinstance(observation, Returned), observation
    ((value,),) = observation.seen
    assert isinstance(value, Number)
    return float(value.value)


# answers


def test_every_question_has_its_answer_in_order(workers: Workers) -> None:
    text = "print('hello')\ndef f(x): return 2.0 * x\ndef g(x): raise ValueError(x)"
    seen = see(workers, text, ("g", 1.0), ("f", 2.0), ("h", 3.0), ("f", 4.0))
    raised, two, missing, four = seen.observations
    assert isinstance(raised, Raised)
    assert (raised.error, raised.message, raised.file, raised.line) == (
        "ValueError", "1.0", "submit.py", 3,
    )  # fmt: skip
    assert (number_of(two), number_of(four)) == (4.0, 8.0)
    assert isinstance(missing, Missing)
    assert missing.functions == ("f", "g")
    assert seen.functions == ("f", "g")
    assert seen.printed == "hello\n"
    assert not seen.printed_too_much
    assert seen.stuck == ()
    assert seen.seconds > 0


def test_what_is_asked_afterwards_finds_a_fresh_start(workers: Workers) -> None:
    text = """
import torch
two = float(torch.mean(torch.tensor([1.0, 3.0])))
calls = []
def f(x):
    torch.mean = None
    calls.append(x)
    print("called")
    return two * len(calls)
"""
    started = Started(workers)
    given: list[Observation] = []
    more: dict[str, Observation] = {}

    def then(seen: Sighting, ask: Ask) -> None:
        given.extend(seen.observations)
        ask(work(text, ("f", 3.0)), more)

    seen = see(started, text, ("f", 1.0), ("f", 2.0), then=then)
    assert list(map(number_of, given)) == list(map(number_of, seen.observations)) == [2.0, 4.0]
    assert list(map(number_of, more.values())) == [2.0]
    assert seen.printed == "called\n" * 2
    assert len(started.workers) == 1


def test_what_is_asked_afterwards_may_stay_without_an_answer(workers: Workers) -> None:
    """It costs nothing of what was seen before, and once the process is gone, asking says so."""
    text = "import os\ndef f(x): return x\ndef ends(x): os._exit(1)\ndef g(x): return x"
    more: dict[str, Observation] = {}

    def then(seen: Sighting, ask: Ask) -> None:
        with pytest.raises(Ended):
            ask(work(text, ("f", 1.0), ("ends", 1.0), ("g", 1.0)), more)
        ask(work(text, ("g", 3.0)), more)
        pytest.fail("nobody is there to be asked")

    seen = see(workers, text, ("f", 2.0), then=then)
    assert list(map(number_of, seen.observations)) == [2.0]
    assert list(map(number_of, more.values())) == [1.0]


def test_what_timed_out_is_not_asked_afterwards(workers: Workers) -> None:
    text = "def f(x):\n    while True: pass\ndef g(x): return x"
    more: dict[str, Observation] = {}

    def then(seen: Sighting, ask: Ask) -> None:
        with pytest.raises(TookTooLong):
            ask(work(text, ("f", 1.0), ("g", 1.0)), more)

    see(workers, text, ("f", 1.0), ("g", 2.0), limits=HASTY, then=then)
    assert list(map(number_of, more.values())) == [1.0]


def test_what_takes_too_long_afterwards_is_noted_as_such(workers: Workers) -> None:
    text = "def f(x):\n    while x == 2.0: pass\n    return x"
    more: dict[str, Observation] = {}

    def then(seen: Sighting, ask: Ask) -> None:
        ask(work(text, ("f", 1.0), ("f", 2.0), ("f", 3.0), limits=HASTY), more)

    see(workers, text, ("f", 4.0), then=then)
    answered, slow = more.values()
    assert number_of(answered) == 1.0
    assert isinstance(slow, TimedOut)


def test_right_functions_take_the_place_of_wrong_ones_in_the_same_process(
    workers: Workers,
) -> None:
    """Only the solution gets a process of its own."""
    text = "def half(x): return x\ndef f(x): return half(x) + 1.0"
    right = Proxied(("half",), [("solution.py", "def half(x): return x / 2")])
    started = Started(workers)
    more: dict[str, Observation] = {}

    def then(seen: Sighting, ask: Ask) -> None:
        ask(work(text, ("f", 4.0), proxied=right), more)
        ask(work(text, ("f", 6.0)), more)

    see(started, text, ("f", 4.0), then=then)
    assert list(map(number_of, more.values())) == [3.0, 7.0]
    assert len(started.workers) == 2


def test_probes_are_of_the_submission_as_it_is(workers: Workers) -> None:
    """They follow the questions with right functions, in the same process."""
    text = "def half(x): return x\ndef f(x): return half(x) + 1.0"
    right = Proxied(("half",), [("solution.py", "def half(x): return x / 2")])
    probe, *_ = work(text, ("half", 8.0)).questions
    started = Started(workers)
    both = replace(work(text, ("f", 4.0), proxied=right), probes=[probe])
    more: dict[str, Observation] = {}
    see(started, text, ("f", 4.0), then=lambda seen, ask: ask(both, more))
    assert list(map(number_of, more.values())) == [3.0, 8.0]
    assert len(started.workers) == 2  # one is of the solution

    alone = observe(started, both)
    assert list(map(number_of, alone.observations)) == [3.0]
    assert {digest: number_of(one) for digest, one in alone.probed.items()} == {probe.digest: 8.0}
    assert len(started.workers) == 3  # what the solution says is known by now


@pytest.mark.parametrize("body", ["os._exit(1)", "while True: pass"])
def test_a_probe_that_is_lost_takes_no_other_answer_with_it(workers: Workers, body: str) -> None:
    text = f"import os\ndef f(x): return x\ndef lost(x):\n    {body}"
    probes = work(text, ("f", 5.0), ("lost", 1.0)).questions
    both = replace(work(text, ("f", 4.0), limits=HASTY), probes=probes)
    alone = observe(workers, both)
    assert list(map(number_of, alone.observations)) == [4.0]
    assert number_of(alone.probed[probes[0].digest]) == 5.0

    more: dict[str, Observation] = {}

    def then(seen: Sighting, ask: Ask) -> None:
        with pytest.raises((Ended, TookTooLong)):
            ask(both, more)

    see(workers, text, ("f", 3.0), then=then)
    assert list(map(number_of, [*more.values()][:2])) == [4.0, 5.0]


@needs.linux
def test_a_submission_rests_while_it_is_judged(workers: Workers) -> None:
    text = """import threading
def burn():
    while True: pass
def f(x):
    threading.Thread(target=burn, daemon=True).start()
"""
    spent = "import time\ndef f(x): return time.process_time()"
    more: dict[str, Observation] = {}

    def then(seen: Sighting, ask: Ask) -> None:
        ask(work(spent, ("f", 2.0)), more)
        time.sleep(1.0)
        ask(work(spent, ("f", 3.0)), more)

    see(workers, text, ("f", 1.0), then=then)
    before, after = map(number_of, more.values())
    assert after - before < 0.5  # seconds of a processor, of which it would have had one


def test_questions_that_are_sent_ahead_go_to_another_process_when_one_ends(
    workers: Workers,
) -> None:
    text = "import os\ndef f(x):\n    if x == 3.0: os._exit(1)\n    return x"
    seen = see(workers, text, *(("f", float(number)) for number in range(40)))
    crashed = [n for n, one in enumerate(seen.observations) if isinstance(one, Crashed)]
    assert crashed == [3]
    others = [one for n, one in enumerate(seen.observations) if n != 3]
    assert list(map(number_of, others)) == [float(n) for n in range(40) if n != 3]


def test_the_call_that_ends_the_process_is_to_blame(workers: Workers) -> None:
    def late(number: int, seen: Observation) -> bool:
        if number == 0:
            time.sleep(1.0)  # meanwhile, the process has answered more, and ended
        return True

    text = "import os\ndef f(x): return x\ndef g(x): os._exit(3)"
    calls = [("f", 1.0), ("f", 2.0), ("g", 3.0), *[("f", 4.0)] * 20]
    one, two, three, *rest = see(workers, text, *calls, watch=late).observations
    assert (number_of(one), number_of(two), three) == (1.0, 2.0, Crashed(exit_code=3))
    assert [number_of(each) for each in rest] == [4.0] * 20


def test_what_is_left_out_changes_no_other_answer(workers: Workers) -> None:
    text = "import random\ndef f(x): return random.random()\ndef g(x): return x"
    calls = [("f", 1.0), ("g", 2.0), ("f", 3.0), ("f", 4.0)]
    told: list[tuple[int, list[float]]] = []

    def leaves_out(number: int, seen: Sequence[Observation]) -> bool:
        told.append((number, [number_of(one) for one in seen if isinstance(one, Returned)]))
        return number < 3

    all_asked = see(workers, text, *calls).observations
    more: dict[str, Any] = {"may_leave_out": {1, 2, 3}, "leaves_out": leaves_out}
    left_out = see(workers, text, *calls, **more).observations
    assert left_out == [all_asked[0], LeftOut(), LeftOut(), all_asked[3]]
    drawn = number_of(all_asked[0])
    assert told == [(1, [drawn]), (2, [drawn]), (3, [drawn])]


def test_nothing_is_left_out_where_a_question_before_it_comes_later(workers: Workers) -> None:
    text = "def f(x):\n    while x < 2: pass\n    return x\ndef g(x): return x"
    calls = [("f", 1.0), ("f", 2.0), ("g", 3.0)]
    more: dict[str, Any] = {"may_leave_out": {1, 2}, "leaves_out": lambda number, seen: True}
    seen = see(workers, text, *calls, limits=HASTY, **more)
    assert seen.observations[0] == TIMED_OUT_THERE
    assert seen.observations[1] == LeftOut()
    assert number_of(seen.observations[2]) == 3.0


def test_a_long_answer_and_a_long_question_do_not_wait_for_each_other(workers: Workers) -> None:
    text = "def f(x): return [1.0] * 100_000"
    call = function("f")
    check_ = check("c", call([0.5] * 20_000), returns(0.0), points=1, hint="h")
    questions = [question for seed in range(4) for question in ask(check_, seed)]
    seen = observe(workers, Work([("submit.py", text)], questions, GENEROUS))
    assert all(isinstance(one, Returned) for one in seen.observations)


def test_no_questions_need_no_answers(workers: Workers) -> None:
    assert see(workers, "x = 1").observations == []


def test_what_python_cannot_read_is_raised_for_every_question(workers: Workers) -> None:
    seen = see(workers, "def f(:", ("f", 1.0), ("g", 1.0))
    for observation in seen.observations:
        assert isinstance(observation, Raised)
        assert observation.syntax
        assert observation.line == 1
    assert [note.syntax for note in seen.notes] == [True]


def test_a_statement_that_raises_is_noted(workers: Workers) -> None:
    seen = see(workers, "1 / 0\ndef f(x): return x", ("f", 1.0))
    assert number_of(seen.observations[0]) == 1.0
    assert isinstance(seen.notes[0], Note)
    assert seen.notes[0].error == "ZeroDivisionError"


def test_equal_seeds_see_equal_numbers(workers: Workers) -> None:
    text = "import torch\ndef f(x): return torch.rand(1).item()"
    first, again, other = (
        number_of(see(workers, text, ("f", 1.0), seed=seed).observations[0]) for seed in (1, 1, 2)
    )
    assert first == again != other


def test_one_submission_leaves_nothing_for_the_next(workers: Workers) -> None:
    see(workers, "import torch\ntorch.answer = 42.0\ndef f(x): return x", ("f", 1.0))
    text = "import torch\ndef f(x): return getattr(torch, 'answer', 0.0)"
    assert number_of(see(workers, text, ("f", 1.0)).observations[0]) == 0.0


def test_watching_can_end_it_early(workers: Workers) -> None:
    heard: list[int] = []

    def watch(number: int, observation: Observation) -> bool:
        heard.append(number)
        assert number_of(observation) == number + 1.0
        return number < 1

    seen = see(workers, "def f(x): return x", *[("f", n) for n in (1.0, 2.0, 3.0)], watch=watch)
    assert heard == [0, 1]
    assert len(seen.observations) == 2


# time


LOOPS_AT_ONE = "def f(x):\n    while x == 1: pass\n    return x\ndef g(x): return x"


def test_after_a_timeout_a_fresh_worker_goes_on_and_the_same_function_comes_last(
    workers: Workers,
) -> None:
    heard: list[int] = []
    seen = see(
        workers, LOOPS_AT_ONE, ("f", 1.0), ("f", 2.0), ("g", 3.0), limits=HASTY,
        watch=lambda number, observation: heard.append(number) is None,  # type: ignore[func-returns-value]
    )  # fmt: skip
    timed_out, two, three = seen.observations
    assert timed_out == TIMED_OUT_THERE
    assert (number_of(two), number_of(three)) == (2.0, 3.0)
    assert heard == [0, 2, 1]


def test_what_a_lost_worker_remembered_is_lost(workers: Workers) -> None:
    text = "seen = []\ndef f(x):\n    seen.append(x)\n    while x == 1: pass\n    return len(seen)"
    seen = see(workers, text, ("f", 0.0), ("f", 1.0), ("f", 2.0), limits=HASTY)
    assert number_of(seen.observations[0]) == 1.0
    assert number_of(seen.observations[2]) == 1.0


def test_after_two_timeouts_a_function_is_given_up(workers: Workers) -> None:
    seen = see(
        workers, LOOPS_AT_ONE, ("f", 1.0), ("f", 1.0), ("f", 2.0), ("f", 3.0), ("g", 4.0),
        limits=HASTY,
    )  # fmt: skip
    first, second, third, fourth, other = seen.observations
    assert first == second == TIMED_OUT_THERE
    assert third == fourth == TimedOut(HASTY.check_seconds, tried=False)
    assert number_of(other) == 4.0


def test_a_submission_that_uses_up_its_time_answers_nothing_more(workers: Workers) -> None:
    limits = Limits(submission_seconds=0.8, check_seconds=0.8, memory_bytes=1 << 30)
    text = "def f(x):\n    while True: pass\ndef g(x): return x"
    seen = see(workers, text, ("f", 1.0), ("g", 1.0), ("g", 2.0), limits=limits)
    assert len(seen.observations) == 3
    assert all(isinstance(one, TimedOut) for one in seen.observations)


def test_a_statement_that_never_ends_is_passed_over(workers: Workers) -> None:
    text = "def f(x): return x\nwhile True: pass\ny = 1\nwhile True: pass\ndef g(x): return y + x"
    seen = see(workers, text, ("f", 1.0), ("g", 1.0), limits=HASTY)
    assert [number_of(one) for one in seen.observations] == [1.0, 2.0]
    assert [(one.at.at, one.at.line, one.why) for one in seen.stuck] == [
        (1, 2, TIMED_OUT),
        (3, 4, TIMED_OUT),
    ]


def test_a_statement_that_ends_the_process_is_passed_over(workers: Workers) -> None:
    seen = see(workers, "import os\nos._exit(3)\ndef f(x): return x", ("f", 1.0))
    assert number_of(seen.observations[0]) == 1.0
    (stuck,) = seen.stuck
    assert (stuck.at.line, stuck.why) == (2, Crashed(exit_code=3))


def test_a_file_full_of_such_statements_is_given_up(workers: Workers) -> None:
    text = "import os\n" + "os._exit(3)\n" * 10 + "def f(x): return x"
    seen = see(workers, text, ("f", 1.0), ("f", 2.0))
    assert seen.observations == [Crashed(exit_code=3)] * 2
    assert len(seen.stuck) < 10


# crashes, memory, output


def test_after_a_crash_a_fresh_worker_goes_on(workers: Workers) -> None:
    text = (
        "import os, signal\n"
        "def f(x):\n    os._exit(7)\n"
        "def g(x):\n    os.kill(os.getpid(), signal.SIGSEGV)\n"
        "def h(x): return x"
    )
    seen = see(workers, text, ("f", 1.0), ("g", 2.0), ("h", 3.0))
    left, killed, returned = seen.observations
    assert left == Crashed(exit_code=7)
    assert killed == Crashed(signal=signal.SIGSEGV)
    assert number_of(returned) == 3.0


def test_memory_has_a_limit(workers: Workers) -> None:
    limits = Limits(60.0, 30.0, memory_bytes=256 << 20)
    text = "import torch\ndef f(x): return torch.ones(1 << 28).sum()\ndef g(x): return x"
    seen = see(workers, text, ("f", 1.0), ("g", 2.0), limits=limits)
    assert seen.observations[0] == OutOfMemory()
    assert number_of(seen.observations[1]) == 2.0


def test_output_is_cut_at_the_limit(workers: Workers) -> None:
    text = f"print('x' * {MAX_OUTPUT_BYTES + 1})\ndef f(x): return x"
    seen = see(workers, text, ("f", 1.0))
    assert seen.printed == "x" * MAX_OUTPUT_BYTES
    assert seen.printed_too_much
    assert number_of(seen.observations[0]) == 1.0


def test_all_kinds_of_output_are_kept_up_to_the_limit(workers: Workers) -> None:
    text = (
        "import os, sys\nprint('out')\nsys.stdout.flush()\nprint('err', file=sys.stderr)\n"
        "sys.stderr.flush()\nos.write(1, b'\\xff')\ndef f(x): return x"
    )
    seen = see(workers, text, ("f", 1.0))
    assert seen.printed == "out\nerr\n\ufffd"
    assert not seen.printed_too_much


def test_what_prints_for_ever_is_a_timeout_and_no_more(workers: Workers) -> None:
    text = "def f(x):\n    while True: print('x' * 1000)\ndef g(x): return x"
    seen = see(workers, text, ("f", 1.0), ("g", 2.0), limits=HASTY)
    assert isinstance(seen.observations[0], TimedOut)
    assert number_of(seen.observations[1]) == 2.0
    assert len(seen.printed) == MAX_OUTPUT_BYTES
    assert seen.printed_too_much


def test_a_submission_larger_than_a_socket_holds_arrives(workers: Workers) -> None:
    text = f"x = '{'x' * 1_000_000}'\ndef f(x): return x"
    assert number_of(see(workers, text, ("f", 1.0)).observations[0]) == 1.0


# forgeries: a submission that finds its end of the socket may say anything, and gains nothing


FINDS_THE_SOCKET = """
import json, os, stat, struct, time

def sockets():
    for descriptor in range(3, 256):
        try:
            if stat.S_ISSOCK(os.fstat(descriptor).st_mode):
                yield descriptor
        except OSError:
            pass

def say(body, length=None):
    for descriptor in sockets():
        os.write(descriptor, struct.pack("!I", len(body) if length is None else length) + body)

def returned(number):
    seen = [[{"type": "number", "kind": "float", "value": number}]]
    return json.dumps({"type": "returned", "seen": seen}).encode()

def g(x):
    return x
"""


def forged(workers: Workers, text: str, *calls: tuple[str, float]) -> list[Observation]:
    return see(workers, FINDS_THE_SOCKET + text, *calls, limits=HASTY).observations


@pytest.mark.parametrize(
    "said",
    [
        "say(b'garbage')",
        "say(b'')",
        "say(b'', length=2**32 - 1)",
        f"say(b'', length={MAX_ANSWER_BYTES + 1})",
        "say(b'[' * 100_000)",
        'say(b\'{"outcome":"passed","score":2.0,"max_score":2.0}\')',
        'say(b\'{"type":"returned","seen":[]}\')',
        'say(b\'{"type":"timed_out","seconds":1}\')',
        "say(returned(1.0) + b'x')",
        "say(b'', length=100)",
    ],
)
def test_a_forged_message_is_a_crash_and_the_rest_is_asked(workers: Workers, said: str) -> None:
    crashed, other = forged(workers, f"def f(x):\n    {said}\n    return x", ("f", 1.0), ("g", 5.0))
    assert isinstance(crashed, Crashed | TimedOut)
    assert number_of(other) == 5.0


def test_a_message_that_never_ends_is_a_timeout(workers: Workers) -> None:
    text = "def f(x):\n    say(b'ab', length=1000)\n    time.sleep(600)"
    timed_out, other = forged(workers, text, ("f", 1.0), ("g", 5.0))
    assert timed_out == TIMED_OUT
    assert number_of(other) == 5.0


def test_a_worker_that_closes_its_socket_has_crashed(workers: Workers) -> None:
    text = (
        "def f(x):\n    for descriptor in list(sockets()): os.close(descriptor)\n"
        "    time.sleep(600)"
    )
    crashed, other = forged(workers, text, ("f", 1.0), ("g", 5.0))
    assert isinstance(crashed, Crashed)
    assert number_of(other) == 5.0


@pytest.mark.parametrize(
    "said",
    [
        "say(b'garbage')",
        "say(b'', length=2**32 - 1)",
        'say(b\'{"at":0,"file":"submit.py","line":1}\')',
        'say(b\'{"at":99,"file":"submit.py","line":1}\')',
        'say(b\'{"notes":[],"functions":["f"]}\')',
        'say(b\'{"notes":[],"functions":["f"]}\'); say(returned(1.0)); say(b"garbage")',
    ],
)
def test_a_message_forged_while_loading_passes_no_check(workers: Workers, said: str) -> None:
    observations = forged(workers, f"{said}\nfor _ in (): pass\n", ("f", 2.0), ("f", 3.0))
    assert len(observations) == 2
    for observation, number in zip(observations, (2.0, 3.0), strict=True):
        assert not isinstance(observation, Returned) or number_of(observation) != number


def test_an_answer_ahead_of_its_question_is_only_what_it_claims(workers: Workers) -> None:
    """Saying more than was asked shifts a submission's own answers, and helps with none."""
    text = "def f(x):\n    say(returned(-1.0))\n    say(returned(-2.0))\n    return x"
    observations = forged(workers, text, ("f", 1.0), ("g", 2.0), ("g", 3.0))
    expected = [
        check("c", function("g")(n), returns(n), points=1, hint="h") for n in (1.0, 2.0, 3.0)
    ]
    for one, observation in zip(expected, observations, strict=True):
        assert Asked(one, tuple(ask(one, 1)), None, (observation,)).shortfall is not None


def test_a_forged_answer_is_judged_like_any_other(workers: Workers) -> None:
    (observation,) = forged(workers, "def f(x):\n    say(returned(4.0))\n    return x", ("f", 1.0))
    assert reals(literal(number_of(observation))) == (4.0,)


def test_a_value_larger_than_an_answer_may_be_has_no_answer(workers: Workers) -> None:
    text = "import torch\ndef f(x): return [torch.rand(100_000).double()] * 8"
    seen = see(workers, text + "\ndef g(x): return x", ("f", 1.0), ("g", 2.0))
    assert not isinstance(seen.observations[0], TimedOut)
    assert number_of(seen.observations[1]) == 2.0


# one worker, seen from the trusted side, with nobody or a stranger on the other


@pytest.fixture
def ends() -> Iterator[tuple[Worker, socket.socket, socket.socket]]:
    """A worker, and the other ends of its two sockets."""
    answers, theirs = socket.socketpair()
    output, their_output = socket.socketpair()
    worker = Worker(answers, output, lambda: Death(0, 0))
    with theirs, their_output:
        yield worker, theirs, their_output
    worker.close()


Ends = tuple[Worker, socket.socket, socket.socket]


def test_nothing_is_waited_for_after_the_deadline(ends: Ends) -> None:
    worker, theirs, _ = ends
    theirs.sendall(b"\x00")
    with pytest.raises(TookTooLong):
        worker.receive(time.monotonic() - 1)
    with pytest.raises(TookTooLong):  # more than fits between them
        worker.send("x" * (1 << 22), time.monotonic() - 1)


def test_a_closed_end_is_the_end(ends: Ends) -> None:
    worker, theirs, _ = ends
    theirs.close()
    with pytest.raises(Ended):
        worker.receive(time.monotonic() + 60)
    with pytest.raises(Ended):
        worker.send("x" * 1_000_000, time.monotonic() + 60)


def test_a_message_arrives_in_pieces_and_after_the_output_is_closed(ends: Ends) -> None:
    worker, theirs, their_output = ends
    their_output.sendall(b"printed")
    their_output.close()
    for piece in (b"\x00\x00", b"\x00\x03a", b"bc\x00\x00\x00\x01d"):
        theirs.sendall(piece)
    assert worker.receive(time.monotonic() + 60) == b"abc"
    assert worker.receive(time.monotonic() + 60) == b"d"
    assert worker.printed == b"printed"


def test_a_length_beyond_the_limit_ends_it_before_anything_is_kept(ends: Ends) -> None:
    worker, theirs, _ = ends
    theirs.sendall(struct.pack("!I", MAX_ANSWER_BYTES + 1))
    with pytest.raises(Ended):
        worker.receive(time.monotonic() + 60)


def test_a_stranger_who_does_not_know_the_token_is_not_let_in() -> None:
    with socket.create_server(("127.0.0.1", 0)) as server:
        address = server.getsockname()
        with (
            socket.create_connection(address) as stranger,
            socket.create_connection(address) as worker,
        ):
            stranger.sendall(b"wrong" + b"a")
            worker.sendall(b"token" + b"o")
            role, connection = Spawner._accept(server, "token", lambda: None)
            with connection:
                assert role == b"o"
                assert connection.getpeername() == worker.getsockname()


# where workers come from


MIXED = (
    "import torch\nprint('hello')\n1 / 0\n"
    "def f(x): return torch.full((2,), x), [x, None, 'text']\n"
    "def g(x): raise ValueError(x)\n"
    "def k(x, y): return x\n"
    "def e(x):\n    import os\n    os._exit(7)\n"
)


@needs.linux
def test_a_process_for_each_submission_sees_what_a_fork_server_sees(workers: Workers) -> None:
    calls = [("f", 1.0), ("g", 2.0), ("h", 3.0), ("k", 4.0), ("e", 5.0)]
    spawner = Spawner()
    try:
        spawned = see(spawner, MIXED, *calls)
    finally:
        spawner.close()
    forked = see(workers, MIXED, *calls)
    assert spawned.observations == forked.observations
    assert spawned.notes == forked.notes
    assert spawned.functions == forked.functions
    assert spawned.printed == forked.printed == "hello\n"
    assert not spawner._running


def test_linux_has_a_fork_server_and_other_systems_a_process_each(
    monkeypatch: pytest.MonkeyPatch,
) -> None:
    monkeypatch.setattr(sys, "platform", "darwin")
    assert isinstance(start_workers(), Spawner)


def refusal(act: Callable[[], object]) -> tuple[str, list[str]]:
    """Why no worker can be had, and what was left open by that."""
    message = ""
    with warnings.catch_warnings(record=True) as caught:
        warnings.simplefilter("always")
        try:
            act()
        except WorkerUnavailable as error:
            message = str(error)
        gc.collect()
    return message, [str(one.message) for one in caught if one.category is ResourceWarning]


def test_without_a_python_there_are_no_workers(monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(sys, "executable", "/nowhere/python")
    assert "/nowhere/python" in refusal(ForkServer)[0]
    assert "/nowhere/python" in refusal(lambda: Spawner().worker(1 << 30))[0]


DIES = "#!/bin/sh\necho 'ImportError: no module named torch' >&2\nexit 1\n"


@pytest.fixture
def _python_dies(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    dies = tmp_path / "python"
    dies.write_text(DIES)
    dies.chmod(0o755)
    monkeypatch.setattr(sys, "executable", str(dies))


@pytest.mark.usefixtures("_python_dies")
def test_a_server_that_ends_at_once_is_unavailable_with_its_last_words() -> None:
    server = ForkServer()
    message, _ = refusal(lambda: server.worker(1 << 30))
    server.close()
    assert "ImportError: no module named torch. Check that" in message


@pytest.mark.usefixtures("_python_dies")
def test_a_process_that_never_connects_is_unavailable(monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr("grader.sandbox.spawner.START_LIMIT_SECONDS", 0.5)
    spawner = Spawner()
    message, _ = refusal(lambda: spawner.worker(1 << 30))
    spawner.close()
    assert "ImportError: no module named torch" in message


@needs.linux
def test_a_server_that_was_killed_is_started_again() -> None:
    server = ForkServer()
    assert number_of(see(server, "def f(x): return x", ("f", 1.0)).observations[0]) == 1.0
    server._process.kill()
    server._process.wait()
    assert number_of(see(server, "def f(x): return x", ("f", 2.0)).observations[0]) == 2.0
    server.close()


@needs.large_pages
def test_a_server_that_forks_many_children_moves_its_memory_to_large_pages() -> None:
    server = ForkServer()

    def double(number: int) -> int:
        """The KiB in large pages after a submission."""
        (seen,) = see(server, "def f(x): return 2 * x", ("f", number)).observations
        assert number_of(seen) == 2 * number
        rollup = Path(f"/proc/{server._process.pid}/smaps_rollup").read_text()
        (kib,) = [int(line.split()[1]) for line in rollup.splitlines() if "AnonHugePages" in line]
        return kib

    *before, _, after = [double(number) for number in range(MANY + 1)]  # it moves before the last
    assert after > max(before) + 8_000
    server.close()


def test_a_submission_that_kills_the_server_ends_no_other(workers: Workers) -> None:
    killer = "import os\ndef f(x): os.kill(os.getppid(), 9); return x"
    server = ForkServer()
    try:
        (killed,) = see(server, killer, ("f", 1.0)).observations
        assert isinstance(killed, (Crashed, Returned))
        assert number_of(see(server, "def f(x): return x", ("f", 3.0)).observations[0]) == 3.0
    finally:
        server.close()


def test_what_a_submission_leaves_behind_is_ended(workers: Workers) -> None:
    leaves = (
        "import os, time\n"
        "def f(x):\n"
        "    if os.fork() == 0:\n"
        "        os.setsid()\n"
        "        time.sleep(600)\n"
        "    pid = os.fork()\n"
        "    if pid == 0:\n"
        "        time.sleep(600)\n"
        "    return pid\n"
    )
    left = int(number_of(see(workers, leaves, ("f", 1.0)).observations[0]))
    stat = Path(f"/proc/{left}/stat")
    assert not stat.exists() or stat.read_text().rpartition(")")[2].split()[0] == "Z"


@pytest.mark.usefixtures("_python_dies")
def test_a_worker_that_could_not_be_had_leaves_no_socket_open(
    monkeypatch: pytest.MonkeyPatch,
) -> None:
    server = ForkServer()
    _, left_open = refusal(lambda: server.worker(1 << 30))
    server.close()
    monkeypatch.setattr(sys, "executable", "/nowhere/python")
    assert left_open + refusal(ForkServer)[1] == []


def children_of(parent: int) -> Iterator[int]:
    """The processes that `parent` has started and not yet been told the end of."""
    for stat in Path("/proc").glob("[0-9]*/stat"):
        try:
            after_name = stat.read_text().rpartition(")")[2].split()
        except (FileNotFoundError, ProcessLookupError):
            continue
        if int(after_name[1]) == parent:
            yield int(stat.parent.name)


def server_of(workers: Workers) -> int:
    """The process that forks these workers, which are lent."""
    assert isinstance(workers, Lent)
    assert isinstance(workers._workers, ForkServer)
    return workers._workers._process.pid


@needs.linux
def test_no_process_is_left_behind(workers: Workers) -> None:
    server = server_of(workers)
    text = LOOPS_AT_ONE + "\nimport os\ndef e(x): os._exit(1)"
    see(workers, text, ("f", 1.0), ("e", 1.0), ("g", 2.0), limits=HASTY)
    assert list(children_of(server)) == []


@needs.linux
def test_no_process_is_left_behind_when_watching_raises(workers: Workers) -> None:
    def stumble(number: int, observation: Observation) -> bool:
        raise RuntimeError

    with pytest.raises(RuntimeError):
        see(workers, "def f(x): return x", ("f", 1.0), watch=stumble)
    assert list(children_of(server_of(workers))) == []


@needs.linux
def test_no_server_is_left_behind_when_it_is_closed() -> None:
    before = set(children_of(os.getpid()))
    server = ForkServer()
    started = set(children_of(os.getpid())) - before
    assert started == {server._process.pid}
    server.close()
    assert not started & set(children_of(os.getpid()))
