"""The untrusted side, run in this process: values, gradients, programs, sessions, frames."""

import json
import math
import os
import random
import socket
import struct
import subprocess
import sys
import threading
from collections.abc import Callable, Iterator
from decimal import Decimal
from fractions import Fraction
from pathlib import Path
from typing import Any, NamedTuple

import needs
import numpy as np
import numpy.random  # loaded before any submission, as by the fork server
import pytest
import torch
from hypothesis import given
from hypothesis import strategies as st

from grader import sandbox
from grader.observations import Loaded, Raised, Returned, Value, read_answer, read_progress
from grader.sandbox.worker import calling, frames, session, values
from grader.sandbox.worker.program import MAX_NOTES, Program

SANDBOX = Path(sandbox.__file__).parent


@pytest.fixture(autouse=True)
def _nothing_is_left_behind() -> Iterator[None]:
    """A program registers itself as the module `submission`, and seeds what it may use."""
    before = random.getstate()
    yield
    random.setstate(before)
    sys.modules.pop("submission", None)


def read(described: dict[str, Any]) -> Value:
    """A described value as the trusted side reads it."""
    sent = frames.pack({"type": "returned", "seen": [[described]]})
    answer = read_answer(sent[frames.HEADER.size :], 1, 1)
    assert isinstance(answer, Returned)
    return answer.seen[0][0]


def numbers_in(described: dict[str, Any]) -> int:
    values: list[object] = described.get("values", [])
    inside = sum(map(numbers_in, described.get("items", ())))
    return len(values) + int(described["type"] == "number") + inside


# values on their way out


class Pair(NamedTuple):
    a: float
    b: float


@pytest.mark.parametrize(
    ("value", "described"),
    [
        (None, {"type": "nothing"}),
        (1.5, {"type": "number", "kind": "float", "value": 1.5}),
        (3, {"type": "number", "kind": "int", "value": 3.0}),
        (True, {"type": "number", "kind": "bool", "value": 1.0}),
        (math.nan, {"type": "number", "kind": "float", "value": "nan"}),
        (math.inf, {"type": "number", "kind": "float", "value": "inf"}),
        (-math.inf, {"type": "number", "kind": "float", "value": "-inf"}),
        (10**400, {"type": "number", "kind": "int", "value": "inf"}),
        (-(10**400), {"type": "number", "kind": "int", "value": "-inf"}),
        (np.float64(1.5), {"type": "number", "kind": "float", "value": 1.5}),
        (np.float32(1.5), {"type": "number", "kind": "float", "value": 1.5}),
        (np.float32("nan"), {"type": "number", "kind": "float", "value": "nan"}),
        (np.int64(3), {"type": "number", "kind": "int", "value": 3.0}),
        (Decimal("2.5"), {"type": "number", "kind": "float", "value": 2.5}),
        (Decimal("NaN"), {"type": "number", "kind": "float", "value": "nan"}),
        (Fraction(5, 2), {"type": "number", "kind": "float", "value": 2.5}),
        ("text", {"type": "text", "value": "text"}),
        (1j, {"type": "other", "name": "complex", "module": False}),
        (Decimal("sNaN"), {"type": "other", "name": "Decimal", "module": False}),
        (Fraction(10**400), {"type": "other", "name": "Fraction", "module": False}),
        ({"a": 1}, {"type": "other", "name": "dict", "module": False}),
        ({1}, {"type": "other", "name": "set", "module": False}),
        (range(3), {"type": "other", "name": "range", "module": False}),
        (np.array(["a", "b"]), {"type": "other", "name": "ndarray", "module": False}),
        (torch.nn.Linear(1, 1), {"type": "other", "name": "Linear", "module": True}),
        ([], {"type": "sequence", "kind": "list", "items": []}),
        (Pair(1.0, 2.0), {"type": "sequence", "kind": "Pair", "items": [
            {"type": "number", "kind": "float", "value": 1.0},
            {"type": "number", "kind": "float", "value": 2.0}]}),
    ],
    ids=str,
)  # fmt: skip
def test_what_a_function_gives_back_is_described(value: Any, described: dict[str, Any]) -> None:
    assert values.describe(value) == described
    assert read(values.describe(value))


@pytest.mark.parametrize(
    "value",
    [np.complex64(1j), np.datetime64("2020-01-01"), np.dtype("f4"), torch.tensor([1j, 2j]),
     np.array([1j])],
    ids=str,
)  # fmt: skip
def test_numbers_that_cannot_be_compared_go_by_their_name(value: Any) -> None:
    described = values.describe(value)
    assert described["type"] == "other"
    assert read(described)


def test_a_numpy_bool_is_a_bool() -> None:
    assert values.describe(np.bool_(True)) == values.describe(True)


@pytest.mark.parametrize("dtype", [torch.float16, torch.float64, torch.int8, torch.bool])
def test_a_tensor_is_described_with_shape_dtype_and_numbers(dtype: torch.dtype) -> None:
    described = values.describe(torch.tensor([[1, 0]], dtype=dtype))
    assert described == {
        "type": "tensor", "shape": [1, 2], "dtype": str(dtype)[len("torch."):],
        "requires_grad": False, "values": [1.0, 0.0],
    }  # fmt: skip


def test_a_parameter_is_a_tensor_that_requires_gradients() -> None:
    described = values.describe(torch.nn.Parameter(torch.tensor([1.5, math.nan, math.inf])))
    assert described["requires_grad"] is True
    assert described["values"] == [1.5, "nan", "inf"]


def test_a_numpy_array_is_described_as_a_tensor_that_is_an_array() -> None:
    described = values.describe(np.arange(6, dtype=np.float64).reshape(2, 3))
    tensor = values.describe(torch.arange(6, dtype=torch.float64).reshape(2, 3))
    assert described == tensor | {"array": True}
    assert values.describe(np.arange(3.0)[::-1])["type"] in ("tensor", "other")


def test_an_array_of_one_number_is_an_array_and_a_scalar_of_numpy_a_number() -> None:
    assert values.describe(np.array(2.5)) | {"dtype": ""} == {
        "type": "tensor",
        "shape": [],
        "dtype": "",
        "requires_grad": False,
        "values": [2.5],
        "array": True,
    }
    assert values.describe(np.float32(2.5))["type"] == "number"


@given(st.floats())
def test_what_is_described_is_json_without_nan(number: float) -> None:
    for value in (number, torch.tensor(number, dtype=torch.float64), [number], np.float64(number)):
        assert json.dumps(values.describe(value), allow_nan=False)


def test_a_list_that_holds_itself_is_described_to_a_depth() -> None:
    endless: list[Any] = []
    endless.append(endless)
    assert read(values.describe(endless))


def test_what_is_large_is_described_by_its_name() -> None:
    limit = values.MAX_ELEMENTS
    assert len(values.describe(torch.zeros(limit))["values"]) == limit
    assert len(values.describe([0.0] * (limit - 1))["items"]) == limit - 1
    for value in (torch.zeros(limit + 1), [0.0] * (limit + 1), np.zeros(limit + 1)):
        assert values.describe(value)["type"] == "other"


def test_a_long_text_is_cut() -> None:
    assert len(values.describe("x" * 1000)["value"]) == values.MAX_TEXT
    long_name = type("X" * 1000, (), {})
    assert len(values.describe(long_name())["name"]) == values.MAX_TEXT


@pytest.mark.parametrize(
    "value",
    [[[0.0] * 400] * 400, [torch.zeros(60_000)] * 2, ([0.0] * 60_000, [0.0] * 60_000)],
    ids=["rows of numbers", "two tensors", "two lists"],
)
def test_never_more_numbers_are_described_than_the_limit(value: Any) -> None:
    assert numbers_in(values.describe(value)) <= values.MAX_ELEMENTS


# values on their way in


def test_arguments_are_made_as_they_are_asked_for() -> None:
    assert values.argument("plain", [1.0, 2]) == [1.0, 2]
    fixed, leaf = values.argument("tensor", [1, 2]), values.argument("param", 0.1)
    assert fixed.dtype == leaf.dtype == torch.float32
    assert (fixed.requires_grad, leaf.requires_grad, leaf.is_leaf) == (False, True, True)
    assert (list(fixed.shape), list(leaf.shape)) == ([2], [])


def test_labels_and_masks_arrive_as_what_they_are() -> None:
    labels, mask = values.argument("int64", [1, 0]), values.argument("bool", [True, False])
    assert (labels.dtype, mask.dtype) == (torch.int64, torch.bool)
    assert [one.requires_grad for one in (labels, mask)] == [False, False]
    assert values.describe(labels)["values"] == [1.0, 0.0]
    assert values.describe(mask)["dtype"] == "bool"


def test_arguments_are_float32_whatever_the_submission_prefers() -> None:
    torch.set_default_dtype(torch.float64)
    try:
        assert values.argument("param", 1.0).dtype == torch.float32
    finally:
        torch.set_default_dtype(torch.float32)


# gradients


def leaf(value: Any = 3.0) -> torch.Tensor:
    return torch.tensor(value, requires_grad=True)


def test_a_gradient_is_described_as_a_tensor() -> None:
    x = leaf()
    assert values.gradient(x**2, x)["values"] == [6.0]
    assert values.gradient((x**2).reshape(1, 1), x)["values"] == [6.0]
    pair = leaf([1.0, 2.0])
    assert values.gradient((pair**2).sum(), pair)["values"] == [2.0, 4.0]


def test_a_gradient_of_several_numbers_is_that_of_their_weighted_sum() -> None:
    x = leaf([1.0, 2.0])
    assert values.gradient(x**2, x, [1.0, -3.0])["values"] == [2.0, -12.0]
    few = values.gradient(x**2, x, [1.0, 2.0, 3.0])
    assert (few["reason"], few["message"]) == ("not_as_many", "2")


def test_looking_at_a_gradient_leaves_none_behind_and_can_be_repeated() -> None:
    x = leaf()
    loss = x**2
    assert values.gradient(loss, x) == values.gradient(loss, x)
    assert x.grad is None


@pytest.mark.parametrize(
    ("make", "reason"),
    [
        (lambda x: 3.0, "not_a_tensor"),
        (lambda x: None, "not_a_tensor"),
        (lambda x: (x**2).detach(), "detached"),
        (lambda x: torch.tensor(9.0), "detached"),
        (lambda x: torch.stack([x, x]), "not_one_number"),
        (lambda x: leaf() ** 2, "unused"),
    ],
)
def test_a_missing_gradient_has_a_reason(make: Callable[[torch.Tensor], Any], reason: str) -> None:
    described = values.gradient(make(leaf()), leaf())
    assert described["type"] == "no_gradient"
    assert described["reason"] == reason
    assert read(described)


def test_a_gradient_that_was_left_behind_is_described() -> None:
    x = leaf([1.0, 2.0])
    torch.autograd.backward((x**2).sum())
    assert values.left_gradient(x)["values"] == [2.0, 4.0]


def test_no_gradient_is_described_as_zeros() -> None:
    never, cleared = leaf([1.0, 2.0]), leaf([1.0, 2.0])
    cleared.grad = torch.zeros(2)
    assert values.left_gradient(never) == values.left_gradient(cleared)
    assert values.left_gradient(never)["values"] == [0.0, 0.0]
    assert values.left_gradient([1.0, 2.0]) == values.describe(None)


@pytest.mark.parametrize(
    ("value", "count"),
    [
        ([], 0),
        ([1.0, None], 2),
        ((1.0, 2.0, 3.0), 3),
        ([0.5] * 60_000, 60_000),
        (torch.zeros(4, 2), 4),
        (torch.zeros(0), 0),
        (np.zeros(5), 5),
        (iter([1.0, 2.0]), 2),
        (torch.tensor(7.0), 1),
        (7.0, 1),
    ],
    ids=lambda value: str(value)[:20],
)
def test_values_are_counted(value: Any, count: int) -> None:
    assert values.count(value) == {"type": "number", "kind": "int", "value": float(count)}


def test_what_cannot_be_counted_is_described() -> None:
    assert values.count(None) == {"type": "nothing"}
    assert values.count("three")["type"] == "text"
    assert values.count({1: 2})["type"] == "other"


def test_a_gradient_that_cannot_be_computed_says_why() -> None:
    x = leaf()
    used_up = x**2
    torch.autograd.backward(used_up)
    for result, wanted in ((used_up, x), (x**2, torch.tensor(1.0))):
        described = values.gradient(result, wanted)
        assert described["reason"] == "backward_failed"
        assert 0 < len(described["message"]) <= values.MAX_TEXT


# programs


def program(*texts: str, **more: Any) -> Program:
    return Program([(f"cell {n}", text) for n, text in enumerate(texts, start=1)], **more)


def note(text: str) -> dict[str, Any]:
    (only,) = program(text).notes
    return only


def test_a_program_leaves_its_names() -> None:
    loaded = program("x = 1\ndef f(): return x + 1")
    assert loaded.module.f() == 2
    assert sys.modules["submission"] is loaded.module
    assert loaded.notes == []
    assert loaded.module.__name__ == "submission"


def test_a_statement_that_raises_is_noted_and_passed_over() -> None:
    loaded = program("x = 1\n1 / 0\ny = 2")
    assert (loaded.module.x, loaded.module.y) == (1, 2)
    (only,) = loaded.notes
    assert (only["error"], only["message"], only["syntax"]) == (
        "ZeroDivisionError", "division by zero", False,
    )  # fmt: skip
    assert (only["file"], only["line"]) == ("cell 1", 2)


@pytest.mark.parametrize(
    "end",
    ["exit()", "raise SystemExit(3)", "raise KeyboardInterrupt", "raise BaseException",
     "raise SyntaxError(5)", "raise type('E', (Exception,), {'__str__': lambda e: 1 / 0})"],
)  # fmt: skip
def test_nothing_that_is_raised_ends_the_program(end: str) -> None:
    loaded = program(f"import sys\nfrom sys import exit\n{end}\nx = 1")
    assert loaded.module.x == 1
    assert len(loaded.notes) == 1


def test_a_missing_package_is_noted_by_its_name() -> None:
    assert note("import no_such_package.part")["package"] == "no_such_package"
    assert note("x")["package"] is None


def test_the_innermost_place_in_the_submission_is_noted() -> None:
    loaded = program("import json\ndef f():\n    json.loads('{')", "f()")
    assert (loaded.notes[0]["file"], loaded.notes[0]["line"]) == ("cell 1", 3)


def test_an_error_from_elsewhere_has_no_place() -> None:
    assert program("x = 1").locate(ValueError("never raised")) is None
    assert program("x = 1").locate(SyntaxError("m", ("elsewhere.py", 3, 1, ""))) is None


def test_only_so_many_notes_are_kept() -> None:
    assert len(program("\n".join(["1 / 0"] * 50)).notes) == MAX_NOTES


@pytest.mark.parametrize(
    ("text", "line"),
    [("x = 1\ndef f(:\n  pass", 2), ("return 1", 1), ("x = 1\nx = (", 2), ("if x:\npass", 2),
     ("await f()", 1)],
)  # fmt: skip
def test_a_file_that_python_cannot_read_has_one_note_and_no_names(text: str, line: int) -> None:
    loaded = program(text)
    (only,) = loaded.notes
    assert (only["syntax"], only["file"], only["line"]) == (True, "cell 1", line)
    assert only["message"]
    assert only["column"] >= 0
    assert loaded.functions() == []


def read_note(described: dict[str, Any]) -> object:
    """A note as the trusted side reads what a call raised."""
    return read_answer(frames.pack({"type": "raised", **described})[frames.HEADER.size :], 1, 1)


@pytest.mark.parametrize("text", ["x = '\x00'", "x = '\ud800'", "(" * 5000, "-" * 100_000 + "1"],
                         ids=["null", "surrogate", "brackets", "minus"])  # fmt: skip
def test_what_no_parser_takes_is_a_syntax_error(text: str) -> None:
    only = note(text)
    assert only["syntax"]
    assert isinstance(read_note(only), Raised)


def test_a_cell_that_python_cannot_read_takes_nothing_from_the_others() -> None:
    loaded = program("x = 1", "def f(:", "y = x + 1")
    assert loaded.module.y == 2
    assert len(loaded.notes) == 1


def test_what_is_told_is_the_number_and_the_place_of_each_statement() -> None:
    told: list[tuple[int, str, int]] = []
    program("x = 1\n\ny = 2", "z = 3", announce=lambda *place: told.append(place))
    assert told == [(0, "cell 1", 1), (1, "cell 1", 3), (2, "cell 2", 1)]


def test_skipped_statements_are_neither_run_nor_told() -> None:
    told: list[int] = []
    loaded = program(
        "x = 1\ny = 2", "z = 3", skip=[1], announce=lambda number, file, line: told.append(number)
    )
    assert told == [0, 2]
    assert hasattr(loaded.module, "x")
    assert hasattr(loaded.module, "z")
    assert not hasattr(loaded.module, "y")


def test_functions_are_listed_in_order_without_what_is_private_or_no_function() -> None:
    loaded = program("x = 1\ndef g(): pass\nf = lambda: 0\ndef _private(): pass\nclass C: pass")
    assert loaded.functions() == ["g", "f", "C"]


def test_future_imports_reach_the_statements_after_them_and_no_other_cell() -> None:
    annotated = "def f(x: nowhere): pass"
    loaded = program(f'"""Text."""\nfrom __future__ import annotations\n{annotated}')
    assert loaded.notes == []
    assert loaded.module.f.__annotations__ == {"x": "nowhere"}
    (only,) = program("from __future__ import annotations", annotated).notes
    assert only["error"] == "NameError"


def test_the_shell_of_a_notebook_does_nothing() -> None:
    loaded = program("x = get_ipython().system('touch /tmp/x')\nget_ipython().a_b_c(1, d=2)")
    assert loaded.notes == []
    assert loaded.module.x is None
    assert "get_ipython" not in loaded.functions()


def test_what_is_guarded_by_main_is_not_run() -> None:
    assert not hasattr(program('if __name__ == "__main__":\n    x = 1').module, "x")


def test_the_source_of_a_function_can_be_found() -> None:
    loaded = program("import inspect\ndef f():\n    return 1\nsource = inspect.getsource(f)")
    assert loaded.module.source == "def f():\n    return 1\n"


def test_long_messages_are_cut_to_what_can_be_read() -> None:
    only = note("raise ValueError('x' * 10_000)")
    assert isinstance(read_note(only), Raised)


@pytest.mark.parametrize(
    "odd",
    ["SyntaxError('m', ('cell 1', 1, 'x', 'y'))", "ModuleNotFoundError('m', name=5)",
     "SyntaxError(['m'])", "ValueError('\\ud800')"],
)  # fmt: skip
def test_an_oddly_made_exception_can_still_be_read(odd: str) -> None:
    only = note(f"raise {odd}")
    assert isinstance(read_note(only), Raised)


# sessions


def question(function: str = "f", *arguments: Any, **more: Any) -> dict[str, Any]:
    given = {"keywords": {}, "looks": [{"look": "returned", "argument": 0}], "times": 1, **more}
    return {"function": function, "arguments": [["plain", one] for one in arguments], **given}


def answer(text: str, asked: dict[str, Any]) -> dict[str, Any]:
    return calling.answer(program(text), asked)


def returned(text: str, asked: dict[str, Any]) -> list[Any]:
    said = answer(text, asked)
    assert said["type"] == "returned", said
    return [[one.get("value", one.get("values")) for one in seen] for seen in said["seen"]]


def test_a_call_is_made_and_looked_at() -> None:
    assert returned("def f(x): return 2 * x", question("f", 3.0)) == [[6.0]]


def test_a_call_is_made_as_often_as_asked_on_the_same_arguments() -> None:
    text = "def f(items):\n    items.append(0.0)\n    return len(items)"
    assert returned(text, question("f", [], times=3)) == [[1.0], [2.0], [3.0]]


def test_every_place_is_looked_at_after_the_call() -> None:
    text = "def f(x, rate):\n    y = (x ** 2).sum()\n    x.data -= rate\n    return y"
    looks = [{"look": "returned", "argument": 0}, {"look": "argument", "argument": 0}]
    asked = question(looks=looks, arguments=[["param", [1.0, 2.0]], ["plain", 0.5]])
    assert returned(text, asked) == [[[5.0], [0.5, 1.5]]]


def test_a_gradient_is_looked_at_with_respect_to_an_argument() -> None:
    looks = [{"look": "gradient", "argument": 1}]
    asked = question(looks=looks, arguments=[["plain", 3.0], ["param", 2.0]])
    assert returned("def f(a, x): return a * x ** 2", asked) == [[[12.0]]]


def test_the_count_and_a_left_gradient_are_looked_at_each_time() -> None:
    text = "def f(x, all=[]):\n    (x ** 2).backward()\n    all.append(x)\n    return all"
    looks = [{"look": "count", "argument": 0}, {"look": "left_gradient", "argument": 0}]
    asked = question(looks=looks, arguments=[["param", 3.0]], times=2)
    assert returned(text, asked) == [[1.0, [6.0]], [2.0, [12.0]]]


def test_a_missing_function_comes_with_those_that_are_there() -> None:
    for text, functions in (("def g(): pass", ["g"]), ("f = 5", [])):
        said = answer(text, question())
        assert (said["type"], said["functions"]) == ("missing", functions)
        assert read_answer(json.dumps(said).encode(), 1, 1)


def test_what_a_call_raises_is_described_with_its_line() -> None:
    said = answer("def f():\n    raise KeyError('a')", question())
    assert (said["type"], said["error"], said["line"]) == ("raised", "KeyError", 2)
    assert answer("def f(): exit()", question())["error"] == "SystemExit"


def test_keywords_go_by_name_or_else_by_position() -> None:
    asked = question("f", 1.0, keywords={"rate": ["plain", 2.0], "steps": ["plain", 3.0]})
    for parameters in ("x, rate, steps", "x, lr, n", "x, *, steps, rate", "*all", "x, **all"):
        if parameters == "x, **all":
            text = "def f(x, **all): return [x, all['rate'], all['steps']]"
        elif parameters == "*all":
            text = "def f(*all): return list(all)"
        else:
            names = parameters.replace("*, steps, rate", "rate, steps")
            text = f"def f({parameters}): return [{names}]"
        said = answer(text, asked)
        assert [one["value"] for one in said["seen"][0][0]["items"]] == [1.0, 2.0, 3.0]


def test_a_function_of_other_parameters_is_a_misfit_with_its_signature() -> None:
    said = answer("def f(x, y, z=1): return x", question("f", 1.0))
    assert said == {"type": "misfit", "signature": "(x, y, z=1)"}


def test_a_function_without_a_signature_is_tried() -> None:
    assert returned("f = max", question("f", 1.0, 2.0)) == [[2.0]]
    assert returned("class C:\n    __signature__ = 5\n    def __call__(self, x): return x\nf = C()",
                    question("f", 1.0)) == [[1.0]]  # fmt: skip


@pytest.mark.parametrize("draw", ["torch.rand(1).item()", "random.random()", "np.random.rand()"])
def test_equal_seeds_draw_equal_numbers(draw: str) -> None:
    text = f"import random, torch\nimport numpy as np\nx = {draw}"

    def drawn(seed: int) -> float:
        message = {"sources": [["a.py", text]], "skip": [], "seed": seed}
        return float(session.load(message).module.x)

    assert drawn(1) == drawn(1)
    assert drawn(1) != drawn(2)
    assert 0 <= drawn(2**63 - 1) < 1


def serve(*messages: dict[str, Any]) -> list[Any]:
    """What a session sends when it hears these messages and then the end."""
    ours, theirs = socket.socketpair()
    with ours:
        worker = threading.Thread(target=serve_and_close, args=[theirs])
        worker.start()
        for message in messages:
            ours.sendall(frames.pack(message))
        ours.shutdown(socket.SHUT_WR)
        heard = []
        while (one := frames.receive(ours)) is not None:
            heard.append(one)
        worker.join()
    return heard


def serve_and_close(connection: socket.socket) -> None:
    with connection:
        session.serve(connection)


def test_a_session_loads_answers_and_ends_when_nobody_asks_more() -> None:
    load = {"sources": [["a.py", "def f(x):\n    return x\n1 / 0"]], "skip": [], "seed": 1}
    first, second, loaded, said, missing = serve(load, question("f", 2.0), question("g"))
    assert first == {"at": 0, "file": "a.py", "line": 1}
    assert second == {"at": 1, "file": "a.py", "line": 3}
    progress = read_progress(json.dumps(loaded).encode())
    assert isinstance(progress, Loaded)
    assert progress.functions == ("f",)
    assert progress.notes[0].error == "ZeroDivisionError"
    assert said["seen"] == [[{"type": "number", "kind": "float", "value": 2.0}]]
    assert missing["type"] == "missing"


def test_a_session_that_is_told_nothing_ends() -> None:
    assert serve() == []


def test_a_submission_that_breaks_its_output_is_still_answered() -> None:
    broken = (
        "import sys\nkept = sys.stdout\nsys.stdout = 5\n"
        "def f():\n    sys.stdout = kept\n    return 1.0"
    )
    heard = serve({"sources": [["a.py", broken]], "skip": [], "seed": 1}, question("f"))
    assert heard[-1]["type"] == "returned"


# frames


@pytest.fixture
def pair() -> Iterator[tuple[socket.socket, socket.socket]]:
    one, other = socket.socketpair()
    with one, other:
        yield one, other


json_values = st.recursive(
    st.none()
    | st.booleans()
    | st.integers()
    | st.text()
    | st.floats(allow_nan=False, allow_infinity=False),
    lambda inner: st.lists(inner) | st.dictionaries(st.text(), inner),
    max_leaves=6,
)


@given(st.lists(json_values, max_size=3))
def test_messages_arrive_as_they_were_sent(messages: list[Any]) -> None:
    one, other = socket.socketpair()
    with one, other:
        one.sendall(b"".join(map(frames.pack, messages)))
        one.close()
        for message in messages:
            assert frames.receive(other) == message
        assert frames.receive(other) is None


def test_a_large_message_arrives_in_parts(pair: tuple[socket.socket, socket.socket]) -> None:
    one, other = pair
    message = "x" * 5_000_000
    sender = threading.Thread(target=one.sendall, args=[frames.pack(message)])
    sender.start()
    assert frames.receive(other) == message
    sender.join()


@pytest.mark.parametrize("sent", [b"", b"\x00\x00", b"\x00\x00\x00\x05", b"\x00\x00\x00\x05abc"])
def test_a_message_that_never_ends_is_none(
    pair: tuple[socket.socket, socket.socket], sent: bytes
) -> None:
    one, other = pair
    one.sendall(sent)
    one.close()
    assert frames.receive(other) is None


def test_a_frame_is_its_length_and_json() -> None:
    assert frames.pack({"a": [1, None]}) == struct.pack("!I", 14) + b'{"a":[1,null]}'


@pytest.mark.parametrize("number", [math.nan, math.inf, -math.inf])
def test_numbers_that_json_does_not_have_are_not_sent(number: float) -> None:
    with pytest.raises(ValueError, match="JSON"):
        frames.pack([number])


# who imports what, in a clean interpreter


def clean_python(code: str, *arguments: str) -> Any:
    done = subprocess.run(
        [sys.executable, "-I", "-c", code, *arguments],
        capture_output=True, text=True, timeout=120, check=False,
        env={k: v for k, v in os.environ.items() if not k.startswith("PYTHON")},
    )  # fmt: skip
    assert done.returncode == 0, done.stderr
    return json.loads(done.stdout)


def test_a_worker_imports_nothing_of_the_grader_but_itself() -> None:
    code = (
        "import json, sys\n"
        "sys.path.insert(0, sys.argv[1])\n"
        "from worker import server\n"
        "server.prepare()\n"
        "files = {name: getattr(module, '__file__', None) or '' "
        "for name, module in sys.modules.items()}\n"
        "print(json.dumps([sorted(files), sorted(filter(None, files.values())), "
        "'torch' in sys.modules]))\n"
    )
    names, files, torch_is_there = clean_python(code, str(SANDBOX))
    assert torch_is_there
    assert not [name for name in names if name.partition(".")[0] == "grader"]
    grader = str(SANDBOX.parent)
    ours = [Path(file) for file in files if file.startswith(f"{grader}{os.sep}")]
    assert ours
    assert {file.parent for file in ours} == {SANDBOX / "worker"}
    assert "worker.session" in names


@needs.linux
def test_only_memory_of_its_own_moves_to_large_pages_and_only_where_one_fits() -> None:
    from grader.sandbox.worker.linux import own_memory

    maps = (
        "00400000-00c00000 r-xp 00000000 08:01 7 /usr/bin/python\n"
        "00c00000-01400000 rw-p 00000000 08:01 7 /usr/bin/python\n"
        "01500000-01f00000 rw-p 00000000 00:00 0 [heap]\n"
        "7f0000000000-7f0000100000 rw-p 00000000 00:00 0\n"
        "7f0000200000-7f0000400000 rw-p 00000000 00:00 0 \n"
        "7f0000800000-7f0000c00000 rw-s 00000000 00:01 9 /memfd: shared (deleted)\n"
        "7f0001000000-7f0001400000 r--p 00000000 08:01 9 /home/a\x0cb/c.so\n"
    )
    assert list(own_memory(maps)) == [
        (0x0160_0000, 0x01E0_0000),
        (0x7F00_0020_0000, 0x7F00_0040_0000),
    ]


def test_the_trusted_side_never_imports_torch() -> None:
    code = (
        "import json, sys\n"
        "import grader.cli, grader.grading.one, grader.proof.margins\n"
        "import grader.render.lint, grader.render.terminal\n"
        "from grader.exercise.folders import default_folders\n"
        "from grader.exercise.loading import load_all\n"
        "load_all(default_folders())\n"
        "print(json.dumps([name for name in ('torch', 'numpy') if name in sys.modules]))\n"
    )
    assert clean_python(code) == []
