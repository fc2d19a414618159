"""Processes of submissions wait for what else may be asked of them."""

import threading
from collections.abc import Iterator
from dataclasses import replace

import pytest
from threads import Started

from grader.checks import Look
from grader.cluster import parking
from grader.cluster.parking import MOST_PARKED, Parking
from grader.exercise.questions import Question
from grader.observations import Crashed, Number, Observation, Returned
from grader.sandbox.work import Limits, Proxied, Work
from grader.sandbox.workers import Workers

LIMITS = Limits(20.0, 5.0, 1 << 28)
TEXT = """
import os
calls = []
def f(x):
    if x == 3: os._exit(1)
    calls.append(x)
    print("called")
    return half(x) + len(calls)
def half(x):
    return x
"""


def asks(*numbers: float, text: str = TEXT, more: bool = False, right: str = "") -> Work:
    questions = [Question("f", (("plain", one),), {}, (Look("returned"),)) for one in numbers]
    proxied = Proxied(("half",), [("solution.py", right)]) if right else None
    return Work([("submit.py", text)], questions, LIMITS, proxied=proxied, is_more=more)


def values(seen: list[Observation]) -> list[float]:
    found = []
    for one in seen:
        assert isinstance(one, Returned)
        ((value,),) = one.seen
        assert isinstance(value, Number)
        found.append(float(value.value))
    return found


@pytest.fixture
def started(workers: Workers) -> Started:
    return Started(workers)


@pytest.fixture
def parked(started: Started) -> Iterator[Parking]:
    parking = Parking(started)
    yield parking
    parking.close()


def test_what_is_asked_further_finds_a_fresh_start_in_the_same_process(
    parked: Parking, started: Started
) -> None:
    first = parked.ask(asks(1, 2))
    assert values(first.observations) == [2, 4]
    assert (first.printed, first.functions) == ("called\ncalled\n", ("f", "half"))
    assert first.seconds > 0
    assert values(parked.ask(asks(5, more=True)).observations) == [6]
    assert values(parked.ask(asks(5, more=True)).observations) == [6]
    assert len(started.workers) == 1


def test_right_functions_stand_in_there_too(parked: Parking, started: Started) -> None:
    parked.ask(asks(1))
    right = "def half(x): return x / 2"
    assert values(parked.ask(asks(6, more=True, right=right)).observations) == [4]
    assert values(parked.ask(asks(6, more=True)).observations) == [7]
    assert len(started.workers) == 2  # the submission and the solution


def test_probes_are_answered_there_as_well(parked: Parking, started: Started) -> None:
    parked.ask(asks(1))
    probes = asks(5).questions
    both = replace(asks(6, more=True, right="def half(x): return x / 2"), probes=probes)
    seen = parked.ask(both)
    assert values(seen.observations) == [4]
    assert values([*seen.probed.values()]) == [6]
    assert len(started.workers) == 2  # the submission and the solution


def test_a_probe_that_ends_the_process_takes_no_answer_with_it(
    parked: Parking, started: Started
) -> None:
    parked.ask(asks(1))
    seen = parked.ask(replace(asks(6, more=True), probes=asks(5, 3).questions))
    assert values(seen.observations) == [7]
    assert values([*seen.probed.values()]) == [6]
    assert len(started.workers) == 1
    assert values(parked.ask(asks(5, more=True)).observations) == [6]


def test_who_hands_in_the_same_is_asked_anew(parked: Parking, started: Started) -> None:
    """What the other process printed is not there to be told a second time."""
    assert parked.ask(asks(1)).printed == parked.ask(asks(1)).printed == "called\n"
    assert len(started.workers) == 2


def test_others_do_not_get_that_process(parked: Parking, started: Started) -> None:
    parked.ask(asks(1))
    other = TEXT.replace("return x\n", "return 10 * x\n")
    assert values(parked.ask(asks(1, text=other, more=True)).observations) == [11]
    assert len(started.workers) == 2


def test_a_process_that_dies_of_it_is_replaced(parked: Parking) -> None:
    parked.ask(asks(1))
    died, lives = parked.ask(asks(3, 4, more=True)).observations
    assert isinstance(died, Crashed)
    assert values([lives]) == [5]
    assert values(parked.ask(asks(5, more=True)).observations) == [6]


def test_no_more_than_a_few_wait_and_none_for_long(
    parked: Parking, monkeypatch: pytest.MonkeyPatch
) -> None:
    def waiting() -> list[threading.Thread]:
        return [one for one in threading.enumerate() if "(_run)" in one.name]

    monkeypatch.setattr(parking, "PARKED_SECONDS", 1.0)
    for number in range(MOST_PARKED + 2):
        parked.ask(asks(1, text=f"{TEXT}# {number}"))
    for one in [*waiting()][:2]:  # the oldest ones had to go
        one.join(10)
    assert len(waiting()) <= MOST_PARKED
    for one in waiting():
        one.join(10)
    assert values(parked.ask(asks(5, text=f"{TEXT}# 5", more=True)).observations) == [6]


def test_sometimes_none_waits_so_that_a_worn_out_server_can_be_replaced(
    parked: Parking, started: Started, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setattr(parking, "MOST_IN_A_ROW", 2)
    parked.ask(asks(1))
    parked.ask(asks(1, text=f"{TEXT}# 2"))
    parked.ask(asks(2, more=True))
    assert len(started.workers) == 3
