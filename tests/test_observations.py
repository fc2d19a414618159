"""What a worker sends is read strictly, or not at all."""

import contextlib
import json
import math
from typing import Any

import msgspec
import pytest
import torch
from hypothesis import given, settings
from hypothesis import strategies as st
from strategies import values as observed_values

from grader.expectations.compare import alike, all_reals, plain
from grader.expectations.describe import as_text
from grader.observations import (
    Answer,
    At,
    Loaded,
    Misfit,
    Missing,
    NonFinite,
    Nothing,
    Number,
    Raised,
    Returned,
    Sequence,
    Tensor,
    Text,
    Unreadable,
    Value,
    read_answer,
    read_progress,
)
from grader.sandbox.worker import frames, values

NUMBER = {"type": "number", "value": 1.0, "kind": "float"}
TENSOR = {"type": "tensor", "shape": [2], "values": [1.0, 2.0]}
RAISED = {"type": "raised", "error": "E", "message": "m"}


def message(value: Any) -> bytes:
    return json.dumps(value).encode()


def returned(*seen: Any) -> bytes:
    return message({"type": "returned", "seen": [list(seen)]})


def value_of(said: bytes | Any) -> Value:
    """The one value of an answer to a question with one look, asked once."""
    answer = read_answer(said if isinstance(said, bytes) else returned(said), 1, 1)
    assert isinstance(answer, Returned)
    return answer.seen[0][0]


def unreadable(said: bytes, looks: int = 1, times: int = 1) -> bool:
    try:
        read_answer(said, looks, times)
    except Unreadable:
        return True
    return False


json_values = st.recursive(
    st.none() | st.booleans() | st.integers() | st.floats() | st.text(max_size=5),
    lambda inner: st.lists(inner, max_size=4)
    | st.dictionaries(
        st.sampled_from(
            ["type", "value", "kind", "items", "shape", "values", "seen", "error", "message",
             "at", "file", "line", "notes", "functions", "signature", "name", "reason"]
        ) | st.text(max_size=3),
        inner | st.sampled_from(["number", "tensor", "sequence", "returned", "raised", "nan"]),
        max_size=5,
    ),
    max_leaves=12,
)  # fmt: skip


@given(st.binary(max_size=200) | json_values.map(message))
@settings(max_examples=300)
def test_whatever_bytes_come_they_are_an_answer_or_unreadable(said: bytes) -> None:
    for read in (lambda: read_answer(said, 1, 1), lambda: read_progress(said)):
        with contextlib.suppress(Unreadable):
            assert isinstance(read(), Answer | At | Loaded)


@given(st.sampled_from([NUMBER, TENSOR, RAISED]), st.data())
def test_a_damaged_message_is_an_answer_or_unreadable(sound: dict[str, Any], data: Any) -> None:
    said = bytearray(message(sound) if sound is RAISED else returned(sound))
    for _ in range(data.draw(st.integers(1, 4))):
        said[data.draw(st.integers(0, len(said) - 1))] = data.draw(st.integers(0, 255))
    with contextlib.suppress(Unreadable):
        assert isinstance(read_answer(bytes(said), 1, 1), Answer)


@given(st.lists(st.lists(observed_values(), max_size=3), max_size=3))
def test_what_was_written_by_the_schema_is_read_as_it_was(seen: list[list[Value]]) -> None:
    looks = {len(one) for one in seen}
    answer = Returned(tuple(tuple(one) for one in seen))
    said = msgspec.json.encode(answer)
    if len(looks) <= 1:
        assert read_answer(said, max(looks, default=0), len(seen)) == answer
    else:
        assert unreadable(said, len(seen[0]), len(seen))


# sizes


def test_an_answer_has_as_many_values_as_were_asked_about() -> None:
    two = message({"type": "returned", "seen": [[NUMBER, NUMBER], [NUMBER, NUMBER]]})
    assert isinstance(read_answer(two, looks=2, times=2), Returned)
    for looks, times in ((1, 2), (2, 1), (3, 2), (2, 3), (0, 2)):
        assert unreadable(two, looks, times)
    assert unreadable(message({"type": "returned", "seen": [[NUMBER], []]}), 1, 2)
    assert unreadable(message({"type": "returned", "seen": []}), 1, 1)


@given(st.lists(st.integers(0, 4), max_size=4), st.integers(0, 20))
def test_a_shape_fits_its_values_or_is_unreadable(shape: list[int], count: int) -> None:
    said = returned({"type": "tensor", "shape": shape, "values": [0.5] * count})
    assert unreadable(said) == (math.prod(shape) != count)


@pytest.mark.parametrize(
    "shape", [[-1], [-1, -2], [2.0], ["2"], [True, 2], 2, None, [1] * 8 + [2], [1] * 17 + [2]]
)
def test_a_shape_is_a_few_whole_numbers(shape: Any) -> None:
    assert unreadable(returned({**TENSOR, "shape": shape}))


def test_names_and_counts_have_a_largest_size() -> None:
    assert not unreadable(message({**RAISED, "message": "m" * 500}))
    assert unreadable(message({**RAISED, "message": "m" * 501}))
    assert unreadable(message({"type": "missing", "functions": ["f" * 501]}))
    assert unreadable(message({"type": "misfit", "signature": "s" * 501}))
    assert unreadable(message({**RAISED, "line": 10**9 + 1}))
    assert unreadable(message({**RAISED, "line": -1}))
    with pytest.raises(Unreadable):
        read_progress(message({"notes": [], "functions": ["f"] * 101}))
    with pytest.raises(Unreadable):
        read_progress(message({"notes": [{"error": "E", "message": ""}] * 101, "functions": []}))
    with pytest.raises(Unreadable):
        read_progress(message({"at": 10**10, "file": "a", "line": 1}))


# exact types


@pytest.mark.parametrize("value", [True, None, "1.0", "NaN", "Infinity", "", [1.0], {}])
def test_a_number_is_a_number(value: Any) -> None:
    assert unreadable(returned({**NUMBER, "value": value}))
    assert unreadable(returned({**TENSOR, "values": [1.0, value]}))


@pytest.mark.parametrize(
    "literal", [b"NaN", b"Infinity", b"-Infinity", b"nan", b"1e400", b"-1e999"]
)
def test_no_number_outside_json_and_float64_is_read(literal: bytes) -> None:
    assert unreadable(b'{"type":"returned","seen":[[{"type":"number","value":' + literal + b"}]]}")


@given(st.integers())
def test_a_whole_number_becomes_a_float(number: int) -> None:
    read = value_of({**NUMBER, "value": number})
    assert isinstance(read, Number)
    assert type(read.value) is float
    assert read.value == float(number)


@pytest.mark.parametrize("digits", [310, 5000, 100_000])
def test_a_whole_number_beyond_every_float_is_unreadable(digits: int) -> None:
    huge = b"9" * digits
    assert unreadable(b'{"type":"returned","seen":[[{"type":"number","value":' + huge + b"}]]}")
    assert unreadable(b'{"type":"raised","error":"E","message":"m","line":' + huge + b"}")


@pytest.mark.parametrize("name", ["nan", "inf", "-inf"])
def test_what_is_not_finite_comes_by_name(name: NonFinite) -> None:
    assert value_of({**NUMBER, "value": name}) == Number(name)


@pytest.mark.parametrize(
    "value",
    [
        {"type": "number"},
        {"value": 1.0},
        {**NUMBER, "extra": 1},
        {**NUMBER, "kind": "complex"},
        {**TENSOR, "device": "cpu"},
        {**TENSOR, "requires_grad": 1},
        {**TENSOR, "values": "12"},
        {"type": "sequence", "items": [1.0]},
        {"type": "sequence", "items": NUMBER},
        {"type": "sequence", "items": [], "class": "x"},
        {"type": "nothing", "value": None},
        {"type": "text", "value": 1},
        {"type": "other", "name": "x", "module": "yes"},
        {"type": "no_gradient", "reason": "laziness"},
        {"type": "passed"},
        {"type": 5},
        {"type": None},
        1.0,
        "nan",
        None,
        [],
    ],
    ids=str,
)
def test_a_value_of_another_form_is_unreadable(value: Any) -> None:
    assert unreadable(returned(value))


@pytest.mark.parametrize(
    "answer",
    [
        {**RAISED, "extra": 1},
        {**RAISED, "error": None},
        {**RAISED, "syntax": "no"},
        {"type": "raised"},
        {"type": "missing"},
        {"type": "missing", "functions": "f"},
        {"type": "misfit", "signature": "()", "outcome": "passed"},
        {"type": "returned", "seen": [[NUMBER]], "score": 2.0},
        {"type": "returned", "seen": None},
        # only the trusted side says these
        {"type": "timed_out", "seconds": 1.0},
        {"type": "crashed"},
        {"type": "out_of_memory"},
    ],
    ids=str,
)
def test_an_answer_of_another_form_is_unreadable(answer: dict[str, Any]) -> None:
    assert unreadable(message(answer))


@pytest.mark.parametrize("type_tag", [{}, {"type": "verdict"}, {"type": "returned"}])
def test_a_verdict_is_no_answer(type_tag: dict[str, str]) -> None:
    verdict = {
        **type_tag, "check": "c", "function": "f", "visibility": "hidden", "outcome": "passed",
        "score": 2.0, "max_score": 2.0, "observed": "", "feedback": "",
    }  # fmt: skip
    assert unreadable(message(verdict))
    assert unreadable(message([verdict]))
    with pytest.raises(Unreadable):
        read_progress(message(verdict))


@pytest.mark.parametrize(
    "said",
    [b"", b"null", b"{}", b"[]", b"\x00", b"\xff\xfe", b'{"type":"returned"', b"{}{}",
     b'{"type":"misfit","signature":"\xff"}', b'{"type":"misfit","signature":"\\ud800"}',
     b'\xef\xbb\xbf{"type":"misfit","signature":"()"}'],
)  # fmt: skip
def test_what_is_no_json_object_is_unreadable(said: bytes) -> None:
    assert unreadable(said)
    with pytest.raises(Unreadable):
        read_progress(said)


# nesting


def nested(depth: int, inner: bytes) -> bytes:
    opened = b'{"type":"sequence","items":[' * depth
    return b'{"type":"returned","seen":[[' + opened + inner + b"]}" * depth + b"]]}"


@pytest.mark.parametrize("depth", [10, 50, 150, 250, 350, 450, 490, 700, 5_000, 100_000])
def test_a_nest_is_unreadable_or_shallow_enough_to_look_into(depth: int) -> None:
    for inner in (b"", message(NUMBER)):
        try:
            value = value_of(nested(depth, inner))
        except Unreadable:
            continue
        assert as_text(value)
        assert plain(value) is not None
        assert alike(value, value, 0.0, 0.0)
        assert len(all_reals(value)) == bool(inner)


@pytest.mark.parametrize("opening", [b"[", b'{"a":', b'{"type":"sequence","items":['])
def test_endless_opening_brackets_are_unreadable(opening: bytes) -> None:
    assert unreadable(opening * 200_000)


# what a worker of ours sends


@given(
    st.lists(st.integers(0, 3), max_size=3),
    st.sampled_from([torch.float32, torch.float64, torch.int64, torch.bool, torch.bfloat16]),
    st.booleans(),
)
def test_a_tensor_comes_through_with_shape_and_numbers(
    shape: list[int], dtype: torch.dtype, requires_grad: bool
) -> None:
    tensor = torch.arange(math.prod(shape)).reshape(shape).to(dtype)
    if dtype.is_floating_point:
        tensor.requires_grad_(requires_grad)
    read = value_of(values.describe(tensor))
    assert isinstance(read, Tensor)
    assert read.shape == tuple(shape)
    assert list(read.values) == tensor.detach().double().reshape(-1).tolist()
    assert read.dtype == str(dtype).removeprefix("torch.")
    assert read.requires_grad == tensor.requires_grad


@given(st.floats())
def test_every_float_comes_through(number: float) -> None:
    read = value_of(values.describe(number))
    assert isinstance(read, Number)
    assert float(read.value) == number or math.isnan(number) == math.isnan(float(read.value))


@given(st.integers() | st.booleans() | st.just(10**400) | st.just(-(10**400)))
def test_every_whole_number_and_bool_comes_through(number: int) -> None:
    read = value_of(values.describe(number))
    assert isinstance(read, Number)
    assert read.kind == type(number).__name__
    if abs(number) < 2**53:
        assert read.value == number


@given(
    st.recursive(
        st.none() | st.floats(-1e9, 1e9) | st.text(alphabet="aé\n\x00☃", max_size=3),
        lambda inner: st.lists(inner, max_size=3) | st.tuples(inner, inner),
        max_leaves=8,
    )
)
def test_nested_lists_come_through_to_the_depth_that_is_described(value: Any) -> None:
    read = value_of(values.describe(value))
    assert isinstance(read, Value)
    if depth(value) <= values.MAX_DEPTH:
        assert plain(read) == as_lists(value)


def depth(value: Any) -> int:
    return 1 + max(map(depth, value), default=0) if isinstance(value, (list, tuple)) else 0


def as_lists(value: Any) -> Any:
    return [as_lists(item) for item in value] if isinstance(value, (list, tuple)) else value


@pytest.mark.parametrize(
    ("value", "kind"),
    [(None, Nothing), ("x" * 10_000, Text), ([1, 2], Sequence), (object(), object)],
    ids=["None", "a long text", "a list", "an object"],
)
def test_anything_that_is_described_can_be_read(value: Any, kind: type) -> None:
    assert isinstance(value_of(values.describe(value)), kind)


def test_a_text_that_is_no_unicode_can_be_read() -> None:
    """A lone surrogate is a string to Python, and no text to JSON."""
    sent = frames.pack({"type": "returned", "seen": [[values.describe("a\ud800b")]]})
    assert isinstance(value_of(sent[frames.HEADER.size :]), Text)


def test_answers_that_are_no_values_come_through() -> None:
    assert read_answer(message({**RAISED, "file": "a.py", "line": 3}), 1, 1) == Raised(
        "E", "m", file="a.py", line=3
    )
    assert read_answer(message({"type": "missing", "functions": ["f"]}), 1, 1) == Missing(("f",))
    assert read_answer(message({"type": "misfit", "signature": "(x)"}), 1, 1) == Misfit("(x)")


def test_progress_is_a_place_or_the_end_of_loading() -> None:
    assert read_progress(message({"at": 2, "file": "a.py", "line": 7})) == At(2, "a.py", 7)
    loaded = read_progress(message({"notes": [{"error": "E", "message": "m"}], "functions": ["f"]}))
    assert isinstance(loaded, Loaded)
    assert loaded.functions == ("f",)
    assert loaded.notes[0].error == "E"
    odd: list[dict[str, Any]] = [
        {"at": 1},
        {"at": 1, "file": "a", "line": 1, "functions": []},
        {"notes": []},
    ]
    for said in odd:
        with pytest.raises(Unreadable):
            read_progress(message(said))
