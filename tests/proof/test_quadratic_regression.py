"""The bounds by which random data are judged: chance stays within them, and mistakes do not."""

import math
import random
import runpy
from collections.abc import Callable
from itertools import combinations, combinations_with_replacement
from statistics import NormalDist
from typing import Any

import pytest
from places import ROOT

from grader.causes.probes import Probe, probes_of
from grader.causes.traces import Trace, alike, summaries, trace
from grader.checks import Check
from grader.exercise.folders import default_folders
from grader.exercise.loading import load
from grader.expectations.asking import Asking
from grader.observations import Returned, Sequence, Tensor

WORDS = runpy.run_path(str(ROOT / "solutions" / "quadratic_regression" / "checks.py"))
STATISTICS: dict[str, Check] = {
    one.title: one
    for one in WORDS["checks"]
    if one.call.function == "generate_dataset" and len(one.call.arguments) == 1
}
EXERCISE = load("quadratic_regression", default_folders())
PROBES = [
    one
    for one in probes_of(EXERCISE)
    if one.question.function == "generate_dataset" and not one.looks_at_defaults
]
SUMMARIES = summaries(EXERCISE.probes)
CURVE = "y follows the parabola"
SPREAD = "the noise spreads by one"
NORMAL = "the noise is normal, with a few large values"
EVEN = "x runs evenly from 0 to 1 for any number of points"

Dataset = list[list[float]]
Noise = Callable[[random.Random], float]


def parabola(x: float) -> float:
    return 20 * x**2 + 5 * x - 3


def points(n: int, source: random.Random, noise: Noise, curve: Any = parabola) -> Dataset:
    x = [place / (n - 1) for place in range(n)]
    return [x, [curve(one) + noise(source) for one in x]]


def normal(source: random.Random) -> float:
    return source.gauss(0, 1)


def lifted(n: int, source: random.Random) -> Dataset:
    lift = source.gauss(0, 1)
    return points(n, source, lambda _: lift)


def at_random(n: int, source: random.Random) -> Dataset:
    x = [source.random() for _ in range(n)]
    return [x, [parabola(one) + normal(source) for one in x]]


def noisy_places(n: int, source: random.Random) -> Dataset:
    x = [place / (n - 1) + normal(source) for place in range(n)]
    return [x, [parabola(one) for one in x]]


def without_the_end(n: int, source: random.Random) -> Dataset:
    x = [place / n for place in range(n)]
    return [x, [parabola(one) + normal(source) for one in x]]


def noise_that_grows_with_y(n: int, source: random.Random) -> Dataset:
    x = [place / (n - 1) for place in range(n)]
    return [x, [parabola(one) * (1 + 0.1 * normal(source)) for one in x]]


WRONG: dict[str, tuple[Callable[[int, random.Random], Dataset], set[str]]] = {
    "no noise": (lambda n, s: points(n, s, lambda _: 0.0), {SPREAD, NORMAL}),
    "noise from 0 to 1": (lambda n, s: points(n, s, random.Random.random), {CURVE, SPREAD, NORMAL}),
    "uniform noise": (lambda n, s: points(n, s, lambda t: t.uniform(-(3**0.5), 3**0.5)), {NORMAL}),
    "one up or one down": (lambda n, s: points(n, s, lambda t: t.choice((-1.0, 1.0))), {NORMAL}),
    "noise that grows with y": (noise_that_grows_with_y, {SPREAD}),
    "a tenth of the noise": (lambda n, s: points(n, s, lambda t: t.gauss(0, 0.1)), {SPREAD}),
    "a quarter less noise": (lambda n, s: points(n, s, lambda t: t.gauss(0, 0.75)), {SPREAD}),
    "twice the noise": (lambda n, s: points(n, s, lambda t: t.gauss(0, 2)), {SPREAD}),
    "one number for all": (lifted, {SPREAD, NORMAL}),
    "another constant": (lambda n, s: points(n, s, normal, lambda x: parabola(x) + 6), {CURVE}),
    "no line": (lambda n, s: points(n, s, normal, lambda x: 20 * x**2 - 3), {CURVE}),
    "coefficients swapped": (
        lambda n, s: points(n, s, normal, lambda x: 5 * x**2 + 20 * x - 3),
        {CURVE},
    ),
    "places at random": (at_random, {EVEN}),
    "noise on x": (noisy_places, {EVEN, SPREAD, NORMAL}),
    "no end": (without_the_end, {EVEN}),
}


WIDE = {"twice the noise", "one number for all", "noise that grows with y"}


def accepted(title: str, dataset: Dataset) -> bool:
    find = STATISTICS[title].expectations[0].find
    assert isinstance(find, Asking)
    return find.holds((tensors(dataset),))


def size(title: str) -> int:
    (count,) = STATISTICS[title].call.arguments
    return int(count)


def test_statistics_together_fail_a_right_dataset_less_than_once_in_50000_gradings() -> None:
    assert 3 * WORDS["RARE"] + 8e-7 < 1 / 50_000
    bound = WORDS["MOST_CONTRAST"]
    assert 6 * (1 - NormalDist().cdf(bound)) == pytest.approx(WORDS["RARE"], rel=1e-6)
    rates = [getattr(STATISTICS[title].expectations[0].find, "rate", 0) for title in STATISTICS]
    assert max(rates) == WORDS["RARE"]


def test_turned_noise_is_independent_standard_normal_noise() -> None:
    source = random.Random(1)
    turned = WORDS["turned"]
    made = (turned([normal(source) for _ in range(21)]) for _ in range(2000))
    found = [[*contrasts, *rest] for contrasts, rest in made]
    for j, k in combinations_with_replacement(range(21), 2):
        product = sum(one[j] * one[k] for one in found) / 2000
        assert product == pytest.approx(float(j == k), abs=0.15)


def test_a_parabola_leaves_nothing_when_turned() -> None:
    found, rest = WORDS["turned"]([3 - 2 * x + 5 * x**2 for x in range(50)])
    assert max(map(abs, rest)) < 1e-9
    assert sum(one**2 for one in found) == pytest.approx(
        sum((3 - 2 * x + 5 * x**2) ** 2 for x in range(50))
    )


def calls(*noises: int) -> list[Dataset]:
    """What calls return, where equal numbers stand for equal noise."""
    return [points(100, random.Random(noise), normal) for noise in noises]


def test_noise_is_fresh_where_hardly_any_number_comes_again() -> None:
    fresh = WORDS["differ"]
    assert all(fresh(calls(seed, seed + 1, seed + 2)) for seed in range(0, 300, 3))
    for repeated in ((1, 1, 1), (1, 1, 2), (1, 2, 1), (1, 2, 2)):
        assert not fresh(calls(*repeated))


def test_a_number_that_moves_among_others_that_stay_is_no_fresh_noise() -> None:
    first, second, third = calls(1, 1, 1)
    second[1][7] += 1.0
    third[1][7] += 2.0
    assert not WORDS["differ"]([first, second, third])


@pytest.mark.parametrize("title", STATISTICS)
def test_right_data_pass(title: str) -> None:
    for seed in range(100):
        assert accepted(title, points(size(title), random.Random(seed), normal))


@pytest.mark.parametrize("title", STATISTICS)
def test_numbers_that_are_none_do_not_pass(title: str) -> None:
    x, y = points(size(title), random.Random(1), normal)
    assert not accepted(title, [[math.nan] * len(x), [math.nan] * len(x)])
    assert title == EVEN or not accepted(title, [x, [math.nan, *y[1:]]])
    assert title == EVEN or not accepted(title, [x, [math.inf, *y[1:]]])


@pytest.mark.parametrize("wrong", WRONG)
def test_wrong_data_fail_where_they_are_wrong(wrong: str) -> None:
    make, where = WRONG[wrong]
    for seed in range(20):
        failed = {
            title
            for title in STATISTICS
            if not accepted(title, make(size(title), random.Random(seed)))
        }
        assert where <= failed
        # where chance takes larger steps than it should, it may leave the curve, and in places only
        # it may have longer tails
        assert failed <= where | ({CURVE, NORMAL} if wrong in WIDE else set())


@pytest.mark.parametrize("parts", [1, 2])
def test_noise_that_has_an_end_is_not_normal(parts: int) -> None:
    def noise(source: random.Random) -> float:
        return sum(source.uniform(-1, 1) for _ in range(parts)) * math.sqrt(3 / parts)

    for seed in range(20):
        assert not accepted(NORMAL, points(size(NORMAL), random.Random(seed), noise))


def test_noise_with_long_tails_is_not_normal() -> None:
    def laplace(source: random.Random) -> float:
        return source.choice((-1, 1)) * source.expovariate(2**0.5)

    sets = [points(size(NORMAL), random.Random(seed), laplace) for seed in range(20)]
    assert sum(accepted(NORMAL, one) for one in sets) <= 1


def test_whole_numbers_that_are_drawn_anew_are_fresh_noise() -> None:
    source = random.Random(1)
    for _ in range(50):
        drawn = [points(100, source, lambda s: s.randint(-3, 3)) for _ in range(3)]
        assert WORDS["differ"](drawn)


def told(make: Callable[[int, random.Random], Dataset], seed: int) -> list[Trace | None]:
    """What this shows to each of the author's probes."""
    return [
        trace(one, shown(one, make, random.Random(f"{number}, {seed}")), SUMMARIES)
        for number, one in enumerate(PROBES)
    ]


def shown(
    one: Probe, make: Callable[[int, random.Random], Dataset], source: random.Random
) -> Returned:
    given = one.question.arguments
    calls = [make(int(given[0][1]) if given else 100, source) for _ in range(one.question.times)]
    looks = len(one.question.looks)
    return Returned(tuple((tensors(dataset),) * looks for dataset in calls))


def tensors(dataset: Dataset) -> Sequence:
    return Sequence(tuple(Tensor((len(one),), tuple(one)) for one in dataset))


def same(one: list[Trace | None], other: list[Trace | None]) -> bool:
    return all(
        ours is not None and theirs is not None and alike(probe, ours, theirs)
        for probe, ours, theirs in zip(PROBES, one, other, strict=True)
    )


# about half of its numbers come again in the next call, which is where `repeats` draws its line
CHANCY = {"one up or one down"}


@pytest.mark.parametrize("wrong", [one for one in WRONG if one not in CHANCY])
def test_the_same_mistake_is_recognised_in_other_numbers(wrong: str) -> None:
    make, _ = WRONG[wrong]
    known = told(make, seed=0)
    recognised = [same(known, told(make, seed)) for seed in range(1, 21)]
    assert recognised.count(True) >= 19


@pytest.mark.parametrize(("one", "other"), list(combinations(WRONG, 2)))
def test_another_mistake_is_not_taken_for_it(one: str, other: str) -> None:
    for seed in range(3):
        assert not same(told(WRONG[one][0], seed), told(WRONG[other][0], seed + 10))
