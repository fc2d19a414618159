"""Traits: what the answers themselves show, each seen once and never where right code shows it."""

import struct
from collections.abc import Callable

import pytest
from msgspec.structs import replace

from grader.causes.answered import Answered
from grader.causes.probes import Probe, Varied, View
from grader.causes.traces import trace
from grader.causes.traits import TEXTS, Trait, text, traits, unnatural
from grader.checks import Look
from grader.exercise.questions import Question
from grader.expectations.compare import literal
from grader.observations import (
    NoGradient,
    Nothing,
    Number,
    Observation,
    Raised,
    Returned,
    Tensor,
    Value,
)
from grader.observations import Sequence as Items

PARAMETERS = ("numbers", "rate")
BASE = ([1.0, 2.5], 0.3)
ASKED: tuple[tuple[list[float], float], ...] = (
    BASE,
    ([1.25, 2.875], 0.3),
    ([1.0, 2.5], 0.2),
    ([4.125, 0.5], 0.75),
    ([-2.0, 7.0], 0.6),
    ([3.5, 1.125], 0.45),
)
VARIED = {1: Varied(0, "numbers"), 2: Varied(0, "rate")}

Function = Callable[[list[float], float], object]


def probe(number: int, times: int = 1) -> Probe:
    numbers, rate = ASKED[number]
    looks = (Look("returned"), Look("argument", 0))
    question = Question("f", (("plain", numbers), ("plain", rate)), {}, looks, times, chance=0)
    return Probe(question, (View(), View("unchanged")), VARIED.get(number))


def answers(function: Function, times: int = 1) -> dict[int, Answered]:
    """What a function shows to probes with the arguments of ASKED."""
    found = {}
    for number, (numbers, rate) in enumerate(ASKED):
        calls = []
        given = list(numbers)
        for _ in range(times):
            returned = function(given, rate)
            calls.append((value(returned), value(given)))
        found[number] = answered(probe(number, times), Returned(tuple(calls)))
    return found


def answered(one: Probe, seen: Observation) -> Answered:
    short = trace(one, seen, ())
    assert short is not None
    return Answered(one, seen, short)


def value(plain: object) -> Value:
    if plain is None:
        return Nothing()
    if isinstance(plain, tuple | list):
        return Items(tuple(value(one) for one in plain), type(plain).__name__)
    return literal(plain)


def shown(function: Function, times: int = 1) -> list[Trait]:
    return list(traits(answers(function, times), PARAMETERS))


def sums(numbers: list[float], rate: float) -> float:
    return sum(numbers) * rate / 3


def sums_and_counts(numbers: list[float], rate: float) -> tuple[float, ...]:
    return sum(numbers) / 3, numbers[0] * rate / 7


def empties(numbers: list[float], rate: float) -> float:
    total = sum(numbers) * rate / 3
    numbers.append(total)
    return total


class Counts:
    """Adds up from call to call."""

    def __init__(self) -> None:
        self.total = 0.0

    def __call__(self, numbers: list[float], rate: float) -> float:
        self.total += sum(numbers) * rate / 3
        return self.total


@pytest.mark.parametrize("function", [sums, sums_and_counts])
def test_a_function_without_oddities_shows_no_trait(function: Function) -> None:
    assert shown(function) == []
    assert shown(function, times=3) == []


def stays_in_part(numbers: list[float], rate: float) -> tuple[float, ...]:
    return 1.0, sums(numbers, rate)


def in_half_precision(numbers: list[float], rate: float) -> tuple[float, ...]:
    """As float16 has it; in the struct module, "e" stands for that."""
    return struct.unpack("ee", struct.pack("ee", *sums_and_counts(numbers, rate)))


def with_decimals(decimals: int) -> Function:
    return lambda numbers, rate: round(100 * sums(numbers, rate), decimals)


@pytest.mark.parametrize(
    ("function", "trait"),
    [
        (lambda numbers, rate: None, Trait("returns_nothing")),
        (lambda numbers, rate: sum(numbers) / 3, Trait("ignores_an_argument", "rate")),
        (lambda numbers, rate: rate / 3, Trait("ignores_an_argument", "numbers")),
        (empties, Trait("changes_an_argument", "numbers")),
        (stays_in_part, Trait("never_moves_a_part", "first value")),
        (with_decimals(2), Trait("rounds", "2 decimal places")),
        (with_decimals(1), Trait("rounds", "1 decimal place")),
        (with_decimals(0), Trait("rounds", "whole numbers")),
        (in_half_precision, Trait("is_too_coarse")),
    ],
)
def test_each_trait_is_seen_once(function: Function, trait: Trait) -> None:
    assert shown(function).count(trait) == 1


def test_two_equal_calls_that_differ_are_seen() -> None:
    assert Trait("differs_from_call_to_call") in shown(Counts(), times=2)
    assert Trait("differs_from_call_to_call") not in shown(sums, times=2)


@pytest.mark.parametrize(
    ("second", "with_other_numbers", "told"),
    [
        (1.0, 1.0, []),
        (1.5, 1.5, ["differs_from_call_to_call"]),
        (1.0, 1.5, ["leaves_something_to_chance"]),
    ],
)
def test_what_stays_from_call_to_call_is_told_apart_from_chance(
    second: float, with_other_numbers: float, told: list[str]
) -> None:
    seen = answers(sums)
    base = seen[0].probe
    looks, views = base.question.looks, base.views
    asked = replace(base.question, looks=(*looks, looks[0]))
    again = Probe(asked, views, Varied(0, ""))
    by_chance = Probe(replace(base.question, chance=1), views, Varied(0, ""))
    before = value(list(BASE[0]))
    result, other = (value(times * sums(*BASE)) for times in (second, with_other_numbers))
    seen[len(seen)] = answered(again, Returned(((result, before, result),)))
    seen[len(seen)] = answered(by_chance, Returned(((other, before),)))
    assert [one.name for one in traits(seen, PARAMETERS)] == told


def test_a_small_effect_of_an_argument_is_an_effect() -> None:
    def hardly(numbers: list[float], rate: float) -> float:
        return 7.1234567 + 1e-5 * sum(numbers) * rate

    assert not [one for one in shown(hardly) if one.name == "ignores_an_argument"]


def cut_off(numbers: list[float], rate: float) -> float:
    return min(sum(numbers) / 3, 1.0) + rate / 7


def small_answer(function: Function) -> dict[int, Answered]:
    """What a function shows to one more probe: the base with small numbers."""
    small = [0.25, 0.5]
    question = replace(probe(0).question, arguments=(("plain", small), ("plain", BASE[1])))
    shows = Returned(((value(function(small, BASE[1])), value(small)),))
    return {len(ASKED): answered(replace(probe(0), question=question), shows)}


def test_an_effect_that_shows_in_another_call_is_an_effect() -> None:
    assert Trait("ignores_an_argument", "numbers") in shown(cut_off)
    seen = answers(cut_off) | small_answer(cut_off)
    assert Trait("ignores_an_argument", "numbers") not in traits(seen, PARAMETERS)


def test_whole_numbers_hide_small_effects() -> None:
    found = shown(lambda numbers, rate: int(10 * sum(numbers) + rate))
    assert not [one for one in found if one.name == "ignores_an_argument"]


@pytest.mark.parametrize("always", [(3.0, 2.0), (3.5, 2.0), 0])
def test_numbers_that_never_change_show_that_no_argument_has_an_effect(always: object) -> None:
    found = [one for one in shown(lambda numbers, rate: always) if one.name.startswith("ignores")]
    assert [one.about for one in found] == ["numbers", "rate"]


def test_of_two_arguments_the_one_without_any_effect_is_named() -> None:
    def cut(numbers: list[float], rate: float) -> float:
        return min(sum(numbers) / 3, 1.0)

    seen = answers(cut) | small_answer(cut)
    found = [one for one in traits(seen, PARAMETERS) if one.name == "ignores_an_argument"]
    assert found == [Trait("ignores_an_argument", "rate")]


def test_what_an_argument_was_changed_to_explains_a_second_call() -> None:
    found = [one.name for one in shown(empties, times=2)]
    assert found.index("changes_an_argument") < found.index("differs_from_call_to_call")


def test_answers_that_mostly_raise_show_no_trait() -> None:
    raised = {
        number: answered(probe(number), Raised("ValueError", "no")) for number in range(len(ASKED))
    }
    assert list(traits(raised, PARAMETERS)) == []
    mixed = answers(lambda numbers, rate: None)
    few = {number: mixed[number] if number < 2 else one for number, one in raised.items()}
    assert list(traits(few, PARAMETERS)) == []


def looked_at(look: Look, view: View, *seen: Value) -> list[str]:
    """The traits that are seen where each probe looks at one more place, which shows this."""
    base = probe(0).question
    asked = Question("f", base.arguments, {}, (Look("returned"), look))
    one = Probe(asked, (View(), view))
    shows = (Returned(((value(sum(BASE[0]) / 3), each),)) for each in seen)
    return [trait.name for trait in traits(dict(enumerate(answered(one, s) for s in shows)), ())]


NONE, SOME = NoGradient("detached"), Tensor((), (2.0,))


@pytest.mark.parametrize(
    ("look", "view", "lacks", "has", "trait"),
    [
        (Look("gradient", 0), View(), NONE, SOME, "loses_the_gradient"),
        (Look("returned"), View("tensors"), Number(2.0), SOME, "returns_no_tensors"),
        (Look("returned"), View("python_numbers"), SOME, Number(2.0), "returns_no_python_numbers"),
    ],
)
def test_what_is_missing_from_every_answer_is_a_trait(
    look: Look, view: View, lacks: Value, has: Value, trait: str
) -> None:
    assert trait in looked_at(look, view, lacks, lacks)
    assert trait not in looked_at(look, view, lacks, has)
    assert trait not in looked_at(look, view, has, has)


@pytest.mark.parametrize(
    ("look", "view", "seen"),
    [
        (Look("gradient", 0), View(), NoGradient("not_one_number")),
        (Look("gradient", 0), View(), NoGradient("backward_failed")),
        (Look("returned"), View("python_numbers", 1), SOME),
        (Look("returned"), View("python_numbers"), Nothing()),
        (Look("returned"), View("tensors"), Nothing()),
    ],
)
def test_what_is_missing_for_another_reason_is_no_such_trait(
    look: Look, view: View, seen: Value
) -> None:
    assert not {"loses_the_gradient", "returns_no_tensors", "returns_no_python_numbers"} & set(
        looked_at(look, view, seen, seen)
    )


def test_what_right_functions_show_too_is_never_told() -> None:
    seen = answers(lambda numbers, rate: sum(numbers) / 3)
    (trait,) = unnatural("f", seen, PARAMETERS, (), None)
    assert list(unnatural("f", seen, PARAMETERS, {trait.key("f")}, None)) == []
    assert list(unnatural("f", seen, PARAMETERS, {trait.key("g")}, None)) == [trait]


def test_arguments_without_effect_are_named_together() -> None:
    (trait,) = unnatural("f", answers(lambda numbers, rate: 1 / 3), PARAMETERS, (), None)
    assert trait == Trait("ignores_several_arguments", "numbers and rate")
    assert "whatever numbers and rate are" in text(trait, "f")


@pytest.mark.parametrize("name", TEXTS)
def test_a_trait_is_told_of_its_function_without_judging(name: str) -> None:
    said = text(Trait(name, "the rate"), "double")
    assert "double" in said
    assert "{" not in said
    assert said.endswith(".")


def test_whole_numbers_and_simple_fractions_are_not_too_coarse() -> None:
    def simple(numbers: list[float], rate: float) -> float:
        return sum(numbers) // rate / 8

    assert Trait("is_too_coarse") not in shown(simple)


def test_infinite_and_missing_numbers_are_not_rounded() -> None:
    seen = {
        number: answered(probe(number), Returned(((Number("nan"), value(list(ASKED[number][0]))),)))
        for number in range(len(ASKED))
    }
    assert {"rounds", "is_too_coarse"}.isdisjoint(one.name for one in traits(seen, PARAMETERS))
