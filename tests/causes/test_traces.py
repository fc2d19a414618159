"""What an answer to a probe comes down to, and when two come down to the same."""

from typing import Any

import pytest
from hypothesis import given
from hypothesis import strategies as st
from strategies import numeric, values

from grader.causes.probes import Probe, View
from grader.causes.traces import Short, Trace, alike, fingerprint, rounded, short, thinned, trace
from grader.checks import Look
from grader.exercise.questions import Question
from grader.observations import (
    Crashed,
    Misfit,
    Missing,
    Number,
    Observation,
    OutOfMemory,
    Raised,
    Returned,
    Stopped,
    Tensor,
    TimedOut,
    Value,
)
from grader.observations import Sequence as Items


def probe(*views: View) -> Probe:
    given_views = views or (View(),)
    return Probe(Question("f", (), {}, (Look("returned"),) * len(given_views)), given_views)


def saw(*seen: Value) -> Returned:
    return Returned((seen,))


def told(seen: Observation, *views: View) -> Trace | None:
    return trace(probe(*views), seen, ())


@given(values())
def test_every_answer_is_like_itself(value: Value) -> None:
    one = told(saw(value))
    assert one is not None
    assert alike(probe(), one, one)


@given(values(), values())
def test_who_is_alike_has_no_order(value: Value, other: Value) -> None:
    one, two = told(saw(value)), told(saw(other))
    assert one is not None
    assert two is not None
    exact = probe(View(relative=0.0, absolute=1e-3))
    assert alike(exact, one, two) == alike(exact, two, one)


@given(numeric())
def test_rounding_keeps_answers_alike(value: Value) -> None:
    one = told(saw(value))
    assert isinstance(one, list)
    few = rounded(one)
    assert isinstance(few, list)
    assert alike(probe(), few, one)
    assert rounded(few) == few


@given(st.lists(values(), max_size=3))
def test_fingerprints_are_the_same_for_the_same(seen: list[Value]) -> None:
    one = {number: told(saw(value)) or "" for number, value in enumerate(seen)}
    assert fingerprint(one) == fingerprint(dict(reversed(one.items())))
    assert len(fingerprint(one)) == 12


@pytest.mark.parametrize("word", ["nan", "inf", "-inf"])
def test_what_diverges_is_alike_whatever_it_diverges_to(word: str) -> None:
    one: Trace = [word]
    other: Trace = ["nan"]
    assert alike(probe(), one, other)
    assert alike(probe(), other, one)
    assert not alike(probe(), one, [1.0])
    assert not alike(probe(), [1.0], one)


def test_a_number_is_no_truth_value_and_no_word() -> None:
    assert not alike(probe(), [True], [1.0])
    assert not alike(probe(), [0.0], [None])
    assert not alike(probe(), ["text: 1"], [1.0])


@pytest.mark.parametrize(
    ("ours", "theirs"),
    [
        ("name 'tasks' is not defined", 'name "questions" is not defined'),
        ("index 5 is out of bounds for axis 0", "index 12 is out of bounds for axis 3"),
        (
            "The size of tensor a (3) must match the size of tensor b (4)",
            "size 5: must match the size of tensor, says a later version",
        ),
    ],
)
def test_errors_match_by_their_type_and_a_pattern(ours: str, theirs: str) -> None:
    one, other = told(Raised("ValueError", ours)), told(Raised("ValueError", theirs))
    assert one == other
    assert told(Raised("TypeError", ours)) != one


def test_other_messages_of_one_type_differ() -> None:
    assert told(Raised("ValueError", "too few")) != told(Raised("ValueError", "too many"))


@pytest.mark.parametrize("lost", [TimedOut(1.0), Crashed(1), OutOfMemory(), Stopped()])
def test_a_lost_answer_tells_nothing(lost: Observation) -> None:
    assert told(lost) is None


def test_a_function_that_is_missing_or_misfits_is_told_by_a_word() -> None:
    assert told(Missing(())) == "missing"
    assert told(Misfit("(a)")) == "misfit"


def test_who_returns_one_number_in_a_list_or_a_tensor_shows_that_number() -> None:
    assert short(Items((Number(2.0),))) == short(Tensor((1,), (2.0,))) == short(Number(2.0)) == 2.0
    assert short(Tensor((2, 1), (1.0, 2.0))) == [1.0, 2.0] or short(Tensor((2, 1), (1.0, 2.0))) == [
        [1.0],
        [2.0],
    ]
    assert short(Tensor((0,), ())) == []


def test_a_summary_stands_for_what_is_random() -> None:
    view = View("summary", 0, 0.0, 1.0)
    mean = (lambda seen: sum(seen) / len(seen),)
    one = trace(probe(view), saw(Items((Number(1.0), Number(2.0)))), mean)
    other = trace(probe(view), saw(Items((Number(2.0), Number(2.9)))), mean)
    assert one == [1.5]
    assert other is not None
    assert alike(probe(view), one, other)


def test_a_summary_that_does_not_fit_is_no_crash() -> None:
    view = View("summary", 0)

    def eighth(seen: Any) -> object:
        return seen[7]

    assert trace(probe(view), saw(Number(1.0)), (eighth,)) == ["no summary"]
    assert trace(probe(view), saw(Number(1.0)), (None,)) == ["no summary"]


def test_python_numbers_tensors_and_arguments_are_told_as_yes_or_no() -> None:
    number, tensor = saw(Number(1.0)), saw(Tensor((2,), (1.0, 2.0)))
    assert told(number, View("python_numbers")) == [True]
    assert told(tensor, View("python_numbers")) == ["kinds: tensor"]
    assert told(tensor, View("tensors")) == [True]
    kept = Probe(
        Question("f", (("plain", [1.0, 2.0]),), {}, (Look("argument", 0),)), (View("unchanged"),)
    )
    before, after = Items((Number(1.0), Number(2.0)), "list"), Items((Number(1.0),), "list")
    assert trace(kept, saw(before), ()) == [True]
    assert trace(kept, saw(after), ()) == [False]


@given(st.lists(st.floats(-1e3, 1e3), min_size=41, max_size=300), st.integers(0, 299))
def test_a_long_list_is_told_by_a_few_of_its_numbers(numbers: list[float], place: int) -> None:
    once = thinned([*numbers])
    assert isinstance(once, list)
    assert len(once) < 41
    at = place % len(numbers)
    far = numbers[at] + 1e6  # more than any difference that counts
    longer: list[Short] = [*numbers, 1.0]
    other: list[Short] = [*numbers[:at], far, *numbers[at + 1 :]]
    assert not alike(probe(), [once], [thinned(longer)])
    assert not alike(probe(), [once], [thinned(other)])
    assert thinned([[*numbers], 2.0]) == [once, 2.0]


def test_a_short_list_is_told_whole() -> None:
    assert thinned([1.0, [2.0, True], "nan"]) == [1.0, [2.0, True], "nan"]
