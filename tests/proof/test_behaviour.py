"""When two submissions behave alike, as `grade lint` compares what mistakes show."""

from typing import Any

import pytest
from observed import a_check, saw, tensor_of

from grader.checks import (
    Expectation,
    gradient_of,
    returns,
    returns_python_numbers,
    returns_tensors,
    satisfies,
)
from grader.observations import (
    Crashed,
    Missing,
    NoGradient,
    Number,
    Observation,
    OutOfMemory,
    Raised,
    Returned,
    Tensor,
    Text,
    TimedOut,
)
from grader.observations import Sequence as Items
from grader.proof.behaviour import same_behaviour


def test_behaviour_is_the_same_when_every_value_is() -> None:
    one = a_check(returns(1.0), gradient_of(0, 1.0))
    assert same_behaviour(one, saw(2.0, 3.0), saw(2.00001, 3.0))
    assert not same_behaviour(one, saw(2.0, 3.0), saw(2.0, 3.1))
    assert not same_behaviour(one, saw(2.0, 3.0), saw(2.1, 3.0))
    assert same_behaviour(one, saw(2.0, NoGradient("unused")), saw(2.0, NoGradient("unused")))


def test_behaviour_is_compared_as_closely_as_the_check_is() -> None:
    wide, narrow = a_check(returns(1.0, absolute=1.0)), a_check(returns(1.0, absolute=0.0))
    assert same_behaviour(wide, saw(2.0), saw(2.5))
    assert not same_behaviour(narrow, saw(2.0), saw(2.5))


def test_behaviour_is_the_same_each_time() -> None:
    twice = a_check(times=2)
    ours = Returned(((Number(1.0),), (Number(2.0),)))
    assert same_behaviour(twice, ours, ours)
    assert not same_behaviour(twice, ours, saw(1.0, times=2))


def test_whoever_is_accepted_behaves_alike_whatever_chance_gives() -> None:
    positive = a_check(satisfies(lambda seen: seen > 0, "a number above 0"))
    assert same_behaviour(positive, saw(1.0), saw(2.0))
    assert not same_behaviour(positive, saw(1.0), saw(-1.0))
    assert same_behaviour(positive, saw(-1.0), saw(-1.0))
    assert not same_behaviour(positive, saw(-1.0), saw(-2.0))


def positive_mean() -> Expectation:
    def mean(seen: Any) -> float:
        return float(sum(seen) / len(seen))

    return satisfies(lambda seen: mean(seen) > 0, "", summary=mean, absolute=0.5)


def test_what_chance_changes_is_compared_by_its_summary() -> None:
    one = a_check(positive_mean())
    assert same_behaviour(one, saw([-1.0, -2.0]), saw([-1.7, -1.2]))
    assert not same_behaviour(one, saw([-1.0, -2.0]), saw([-4.0, -3.0]))
    assert not same_behaviour(one, saw([-1.0, -2.0]), saw([1.0, 2.0]))
    assert same_behaviour(one, saw([3.0, 4.0]), saw([1.0, 2.0]))
    # one of them is right by chance
    assert same_behaviour(one, saw([-0.1, -0.1]), saw([0.1, 0.1]))


def test_what_cannot_be_summed_up_is_compared_as_it_is() -> None:
    one = a_check(satisfies(lambda seen: seen[0] > 0, "", summary=lambda seen: seen[0]))
    assert same_behaviour(one, saw(None), saw(None))
    assert same_behaviour(one, saw(-1.0), saw(-1.0))
    assert not same_behaviour(one, saw(-1.0), saw([-1.0, 2.0]))


def test_a_summary_is_of_all_times_together() -> None:
    def step(seen: Any) -> float:
        return float(seen[1] - seen[0])

    twice = a_check(satisfies(lambda seen: step(seen) > 0, "", summary=step), times=2)
    falls = Returned(((Number(2.0),), (Number(1.0),)))
    assert same_behaviour(twice, falls, Returned(((Number(5.0),), (Number(4.0),))))
    assert not same_behaviour(twice, falls, Returned(((Number(5.0),), (Number(2.0),))))


def test_a_tensor_in_place_of_a_number_is_a_behaviour_of_its_own() -> None:
    one = a_check(returns_python_numbers())
    assert not same_behaviour(one, saw(1.0), saw(tensor_of(1.0)))
    assert same_behaviour(one, saw(tensor_of(1.0)), saw(tensor_of(1.0)))
    assert not same_behaviour(one, saw(tensor_of(1.0)), saw(tensor_of(2.0)))
    assert not same_behaviour(one, saw(tensor_of(1.0)), saw(Tensor((), (1.0,), array=True)))


def test_of_python_numbers_only_the_part_that_is_asked_for_is_compared() -> None:
    one = a_check(returns_python_numbers(1))
    tensor, other = tensor_of(1.0), tensor_of(2.0)
    assert same_behaviour(one, saw(Items((tensor, Number(1.0)))), saw(Items((other, Number(2.0)))))
    assert same_behaviour(one, saw(Items((tensor, Number(1)))), saw(Items((Text("x"), Number(1)))))
    assert same_behaviour(one, saw(Items((tensor, other))), saw(Items((Number(3.0), other))))
    assert not same_behaviour(one, saw(Items((tensor, other))), saw(Items((tensor, tensor))))
    assert not same_behaviour(one, saw(tensor), saw(other))


def test_arrays_in_place_of_tensors_are_one_behaviour_whatever_their_numbers() -> None:
    one = a_check(returns_tensors())
    arrays, others = (Tensor((2,), (first, 2.0), array=True) for first in (1.0, 5.0))
    assert same_behaviour(one, saw(arrays), saw(others))
    assert not same_behaviour(one, saw(arrays), saw([1.0, 2.0]))
    assert not same_behaviour(one, saw(arrays), saw(Tensor((2,), (1.0, 2.0))))


def test_what_was_raised_is_matched_by_type_and_message() -> None:
    one = a_check()
    raised = Raised("RuntimeError", "no grad", file="a.py", line=3)
    assert same_behaviour(one, raised, Raised("RuntimeError", "no grad", file="b.py", line=9))
    assert not same_behaviour(one, raised, Raised("RuntimeError", "other"))
    assert not same_behaviour(one, raised, Raised("ValueError", "no grad"))
    assert not same_behaviour(one, raised, saw(1.0))
    assert not same_behaviour(one, saw(1.0), raised)


@pytest.mark.parametrize("lost", [TimedOut(1.0), Crashed(1), OutOfMemory(), Missing(())])
def test_what_gave_no_answer_is_alike_if_it_was_lost_in_the_same_way(lost: Observation) -> None:
    assert same_behaviour(a_check(), lost, lost)
    assert not same_behaviour(a_check(), lost, saw(1.0))
    assert not same_behaviour(a_check(), lost, Raised("ValueError", "no"))
