"""Asking a submission with proxies, for the tests of them."""

import textwrap
from collections.abc import Sequence
from typing import Any

from grader.checks import Check, check, function, returns
from grader.exercise.loading import Exercise
from grader.exercise.questions import Question, ask
from grader.expectations.compare import all_reals
from grader.judging.judge import Asked, error
from grader.observations import Observation, Returned, Sighting
from grader.sandbox.observe import Limits, Proxied, Work, observe
from grader.sandbox.workers import Workers

GENEROUS = Limits(submission_seconds=60.0, check_seconds=30.0, memory_bytes=1 << 30)
# what proxies can call; a submission knows nothing of `secret`
SOLUTION = """
import os, time, torch

def loss(w, x, y):
    return ((w * torch.as_tensor(x) - torch.as_tensor(y)) ** 2).mean()

def both(w):
    prediction = w * 2
    return prediction, (prediction - 1) ** 2

def step(w, rate=0.5):
    value = (w * w).sum()
    value.backward()
    with torch.no_grad():
        w -= rate * w.grad
    return value.item()

def same(value):
    return value

def drawn():
    return torch.rand(()).item()

def fresh():
    return torch.ones(2, requires_grad=True)

def fails(kind):
    kinds = {"type": TypeError, "index": IndexError, "zero": ZeroDivisionError}
    raise kinds.get(kind, type("Odd", (Exception,), {}))("as it should")

def hangs():
    time.sleep(60)

def dies():
    os._exit(3)

def grows():
    return bytearray(1 << 40)

def opaque():
    return torch.nn.Linear(1, 1)

def secret():
    return 42.0
"""
PROXIED = (
    *("loss", "both", "step", "same", "drawn", "fresh", "fails"),
    *("hangs", "dies", "grows", "opaque"),
)


def asks(*functions: str) -> list[Question]:
    """A question that looks at what each function returns."""
    checks = [
        check(f"check {number}", function(name)(), returns(0.0), points=1, hint="h")
        for number, name in enumerate(functions)
    ]
    return [question for one in checks for question in ask(one, seed=1)]


def sight(
    workers: Workers,
    text: str,
    questions: Sequence[Question],
    limits: Limits = GENEROUS,
    functions: tuple[str, ...] = PROXIED,
    calls: int = 250,
    seconds: float = 60.0,
    **more: Any,
) -> Sighting:
    """Everything seen of a submission that is asked with proxies for these functions."""
    sources = [("submit.py", "import torch\n" + textwrap.dedent(text))]
    proxied = Proxied(functions, [("solution.py", SOLUTION)], calls, seconds, **more)
    return observe(workers, Work(sources, questions, limits, seed=3, proxied=proxied))


def see(workers: Workers, text: str, *names: str, **more: object) -> list[Observation]:
    """What a submission shows to questions about these functions, by default `f`."""
    return sight(workers, text, asks(*names or ("f",)), **more).observations  # type: ignore[arg-type]


def saw(observation: Observation) -> list[float]:
    """The numbers that a call returned."""
    assert isinstance(observation, Returned), observation
    ((value,),) = observation.seen
    return list(all_reals(value))


def only(observations: list[Observation]) -> list[float]:
    """The numbers that the only call returned."""
    (one,) = observations
    return saw(one)


def worst(
    workers: Workers,
    exercise: Exercise,
    text: str,
    functions: tuple[str, ...],
    limits: Limits = GENEROUS,
    seconds: float = 60.0,
) -> dict[str, float]:
    """The error in tolerances at each shown check of the functions that are not proxied."""
    assert exercise.solution is not None
    checks = [one for one in exercise.checks if one.shown and one.call.function not in functions]
    questions = {one.title: ask(one, seed=1) for one in checks}
    flat = [question for some in questions.values() for question in some]
    right = exercise.solution.sources
    work = Work(
        [("submit.py", text)], flat, limits, proxied=Proxied(functions, right, seconds=seconds)
    )
    seen = iter(observe(workers, work).observations)
    reference = iter(observe(workers, Work(right, flat, GENEROUS)).observations)

    def distance(one: Check) -> float:
        some = tuple(questions[one.title])
        expected = tuple(next(reference) for _ in some)
        return error(Asked(one, some, expected, tuple(next(seen) for _ in some)))

    return {one.title: distance(one) for one in checks}
