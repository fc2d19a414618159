"""Whatever a submission does with its proxies, it harms itself alone and learns nothing to keep."""

import json
import time
from pathlib import Path
from typing import Any

import pytest
from places import ATTACKS
from proxying import asks, saw, see, sight, worst

from grader.exercise.loading import Exercise
from grader.observations import Crashed, Raised, TimedOut, Unreadable
from grader.sandbox import calls
from grader.sandbox.observe import Limits
from grader.sandbox.workers import Workers

HASTY = Limits(submission_seconds=60.0, check_seconds=1.0, memory_bytes=1 << 30)
SECONDS = 4.0
FILES = sorted((ATTACKS / "proxies").glob("*.py"))
FORGE = """
import json, struct
def talk():
    return next(c.cell_contents for c in same.__closure__ if hasattr(c.cell_contents, "exchange"))
def forge(body):
    talk()._connection.sendall(struct.pack("!I", len(body)) + body)
def g(): return same(1.0)
"""


def call(**changes: Any) -> dict[str, Any]:
    """A call as a proxy sends it, with some changes."""
    right = {
        "type": "call",
        "number": 1,
        "function": "same",
        "arguments": [1.0],
        "keywords": {},
        "tensors": [],
        "grad": True,
    }
    return right | changes


def numbers(**changes: Any) -> dict[str, Any]:
    """A tensor of one zero as a proxy sends it, with some changes."""
    right = {"shape": [1], "dtype": "float32", "data": "AAAAAA==", "leaf": True, "grad": None}
    return right | {"requires_grad": False} | changes


def nested(levels: int) -> Any:
    value: Any = 1.0
    for _ in range(levels):
        value = {"type": "items", "kind": "list", "items": [value]}
    return value


# what fits the schema but not the conversation, and what does not even fit the schema
UNASKED = {
    "a function that is not replaced": call(function="secret"),
    "a name that is none": call(function="__class__"),
    "a number too high": call(number=2),
    "a number too low": call(number=0),
    "the gradient of no call": {"type": "gradient", "number": 1, "weights": []},
    "the gradient of call 0": {"type": "gradient", "number": 0, "weights": []},
}
UNFIT = {
    "a number that is none": call(number="1"),
    "a field too many": call(verdict="passed"),
    "a field too few": {"type": "call", "number": 1},
    "a tensor that is not there": call(arguments=[{"type": "tensor", "number": 0}]),
    "a tensor in a list that is not there": call(
        arguments=[{"type": "items", "kind": "list", "items": [{"type": "tensor", "number": 5}]}]
    ),
    "an unknown kind": call(arguments=[{"type": "object", "name": "os.system"}]),
    "a set": call(arguments=[{"type": "items", "kind": "set", "items": []}]),
    "an odd float": call(arguments=[{"type": "float", "name": "1e999"}]),
    "a whole number too large": call(arguments=[2**63]),
    "a long text": call(arguments=["x" * 501]),
    "deep lists": call(arguments=[nested(7)]),
    "too many arguments": call(arguments=[1.0] * 101),
    "elements too few": call(tensors=[numbers(shape=[2])]),
    "a size beyond memory": call(tensors=[numbers(shape=[10**9] * 8)]),
    "a size below 0": call(tensors=[numbers(shape=[-1])]),
    "too many dimensions": call(tensors=[numbers(shape=[1] * 9)]),
    "an unknown dtype": call(tensors=[numbers(dtype="object")]),
    "elements that are no bytes": call(tensors=[numbers(data="%%%")]),
    "a truth that is neither": call(tensors=[numbers(dtype="bool", data="Ag==")]),
    "a .grad of another size": call(tensors=[numbers(grad="AAAA")]),
    "a gradient of whole numbers": call(
        tensors=[numbers(dtype="int64", data="AAAAAAAAAAA=", requires_grad=True)]
    ),
    "too many tensors": call(tensors=[numbers()] * 1001),
}


@pytest.mark.parametrize("what", UNFIT)
def test_what_does_not_fit_the_schema_is_not_read(what: str) -> None:
    with pytest.raises(Unreadable):
        calls.read_asked(json.dumps(UNFIT[what]).encode())


def test_what_fits_the_schema_is_read() -> None:
    for message in (*UNASKED.values(), call(tensors=[numbers()]), call(arguments=[nested(6)])):
        calls.read_asked(json.dumps(message).encode())


@pytest.mark.parametrize("what", [*UNASKED, *list(UNFIT)[::6]])
def test_a_forged_call_loses_its_worker_and_the_next_question_gets_a_fresh_one(
    workers: Workers, what: str
) -> None:
    body = json.dumps((UNASKED | UNFIT)[what], separators=(",", ":")).encode()
    lost, right = see(workers, f"{FORGE}\ndef f(): forge({body!r}); return 1.0", "f", "g")
    assert lost == Crashed(unreadable=True)
    assert saw(right) == [1.0]


@pytest.mark.parametrize(
    "body",
    [b'{"type":"call",', b'{"type":"call",}', b'{"type":"call","number":NaN}', b"\xff", b"[]",
     b'{"type":"call","type":"returned","seen":[]}', b'{"type":"gradient",' + b"[" * 100_000],
    ids=["cut", "no JSON", "NaN", "no text", "a list", "two types", "endless lists"],
)  # fmt: skip
def test_what_is_no_message_loses_its_worker(workers: Workers, body: bytes) -> None:
    lost, right = see(workers, f"{FORGE}\ndef f(): forge({body!r}); return 1.0", "f", "g")
    assert lost == Crashed(unreadable=True)
    assert saw(right) == [1.0]


def test_calls_after_the_stop_lose_the_worker(workers: Workers) -> None:
    text = f"""{FORGE}
def f():
    for number in range(9):
        talk()._is_over = False
        try: same(1.0)
        except BaseException: pass
    return 1.0
"""
    lost, right = see(workers, text, "f", "g", calls=5)
    assert lost == Crashed(unreadable=True)
    assert saw(right) == [1.0]


def test_odd_tensors_reach_the_function_and_do_no_harm(workers: Workers) -> None:
    """A forged call that fits the schema is a call: what the function makes of it comes back."""
    body = json.dumps(call(arguments=[{"type": "tensor", "number": 0}], tensors=[numbers()]))
    message = body.replace("AAAAAA==", "AADAfw==")  # a NaN
    text = f"{FORGE}\ndef f(): return float(talk().exchange(json.loads({message!r}))['number'])"
    seen, right = see(workers, text, "f", "g")
    assert saw(seen) == [1.0]
    assert saw(right) == [1.0]


def test_weights_that_do_not_fit_raise_in_the_submission(workers: Workers) -> None:
    text = f"""{FORGE}
def f():
    both(torch.ones(2, requires_grad=True))
    talk().exchange({{"type": "gradient", "number": 1, "weights": [None] * 7}})
"""
    seen, right = see(workers, text, "f", "g")
    assert isinstance(seen, Raised)
    assert seen.error == "ValueError"
    assert saw(right) == [1.0]


def test_nothing_that_is_printed_is_kept(workers: Workers) -> None:
    text = "print('loaded')\ndef f():\n    print(same(7.0))\n    return same(7.0)"
    seen = sight(workers, text, asks("f"))
    assert saw(seen.observations[0]) == [7.0]
    assert seen.printed == ""


def test_the_solution_is_not_in_the_process_of_the_submission(workers: Workers) -> None:
    text = """
    import gc, sys
    def f():
        same(1.0)
        texts = [one for one in gc.get_objects() if isinstance(one, (dict, list))]
        lines = __import__("linecache").cache
        return float("solution.py" in lines or "secret" in globals() or hasattr(same, "secret"))
    """
    assert [saw(one) for one in see(workers, text)] == [[0.0]]


def test_functions_that_hang_cost_no_more_than_the_seconds(workers: Workers) -> None:
    text = "def f():\n    while True:\n        try: hangs()\n        except RuntimeError: pass"
    began = time.monotonic()
    seen = sight(workers, text, asks("f", "f"), seconds=2.0)
    assert all(isinstance(one, TimedOut) for one in seen.observations)
    assert time.monotonic() - began < 10.0


@pytest.mark.parametrize("file", FILES, ids=lambda file: file.stem)
@pytest.mark.parametrize("level", ["workers", "sandbox"])
def test_no_attack_through_proxies_succeeds(
    level: str, file: Path, linear_regression: Exercise, request: pytest.FixtureRequest
) -> None:
    workers: Workers = request.getfixturevalue(level)
    began = time.monotonic()
    text = file.read_text(encoding="utf-8")
    apart = worst(workers, linear_regression, text, ("compute_loss",), HASTY, SECONDS)
    assert min(apart.values()) > 1
    assert time.monotonic() - began < SECONDS + 6.0
    # whoever comes next finds everything as it was
    assert linear_regression.solution is not None
    right = worst(workers, linear_regression, linear_regression.solution.text, ("compute_loss",))
    assert max(right.values()) <= 1
