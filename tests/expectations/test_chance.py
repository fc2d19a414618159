"""Right numbers hardly ever fail by chance, and wrong ones do, with the counts of exercises."""

import math
import random
from collections.abc import Callable
from fractions import Fraction
from statistics import NormalDist
from typing import Any

import pytest
from hypothesis import given
from hypothesis import strategies as st

from grader.checks import Expectation, at_least, normal, uniform, within
from grader.expectations.chance import binomial_at_most, chi_square_above, chi_square_below
from grader.expectations.compare import literal
from grader.expectations.sampled import Sampled

Make = Callable[[random.Random], list[float]]
OFTEN = 0.05
TRIALS = 400
# how many of so many trials fail less than once in 10,000 tests, if each fails with `OFTEN`
MOST = next(k for k in range(TRIALS) if binomial_at_most(k, TRIALS, OFTEN) > 1 - 1e-4)
ROOT3, ROOT2 = math.sqrt(3), math.sqrt(2)


def accepts(expectation: Expectation, *values: Any) -> bool:
    assert isinstance(expectation.find, Sampled)
    return expectation.find.holds(tuple(map(literal, values)))


def failures(expectation: Expectation, make: Make, trials: int) -> int:
    made = (make(random.Random(seed)) for seed in range(trials))
    return sum(not accepts(expectation, one) for one in made)


def gauss(count: int, mean: float = 0.0, deviation: float = 1.0) -> Make:
    return lambda source: [source.gauss(mean, deviation) for _ in range(count)]


def drawn(count: int, one: Callable[[random.Random], float]) -> Make:
    return lambda source: [one(source) for _ in range(count)]


def laplace(source: random.Random) -> float:
    return source.choice((-1, 1)) * source.expovariate(ROOT2)


# how rare things are


@given(st.integers(1, 60), st.integers(0, 60), st.integers(1, 19))
def test_binomial_tail_is_the_sum_of_exact_fractions(
    count: int, most: int, twentieths: int
) -> None:
    p = Fraction(twentieths, 20)
    exact = sum(
        math.comb(count, k) * p**k * (1 - p) ** (count - k) for k in range(count + 1)[: most + 1]
    )
    assert binomial_at_most(most, count, float(p)) == pytest.approx(float(exact), rel=1e-9)


@given(st.floats(1e-3, 40))
def test_one_squared_number_is_as_rare_as_the_number(bound: float) -> None:
    outside = math.erfc(math.sqrt(bound / 2))
    assert chi_square_above(bound, 1) == pytest.approx(outside, rel=1e-9)
    assert chi_square_below(bound, 1) == pytest.approx(1 - outside, rel=1e-9, abs=1e-15)


@given(st.integers(1, 3000), st.floats(0.5, 2))
def test_both_tails_of_a_chi_square_number_make_one(degrees: int, part: float) -> None:
    below, above = (tail(part * degrees, degrees) for tail in (chi_square_below, chi_square_above))
    assert below + above == pytest.approx(1, abs=1e-9)


@pytest.mark.parametrize(
    ("degrees", "low", "high"), [(1, 0.00393, 3.841), (10, 3.940, 18.307), (99, 77.05, 123.2)]
)
def test_chi_square_quantiles_are_those_of_the_tables(
    degrees: int, low: float, high: float
) -> None:
    assert chi_square_below(low, degrees) == pytest.approx(0.05, rel=0.01)
    assert chi_square_above(high, degrees) == pytest.approx(0.05, rel=0.01)


def test_tails_far_out_keep_their_digits() -> None:
    # e^-x Σ x^k / k! for k below 199, in exact fractions
    x = Fraction(3000)
    exact = sum(x**k / math.factorial(k) for k in range(199))
    logarithm = math.log(exact.numerator) - math.log(exact.denominator) - 3000
    assert chi_square_above(1000.0, 398) > 0
    assert math.log(chi_square_above(1400.0, 398)) < -100
    assert chi_square_above(6000.0, 398) == pytest.approx(math.exp(logarithm), abs=1e-300)
    assert chi_square_above(math.inf, 5) == 0


# right numbers


@pytest.mark.parametrize("count", [40, 401])
@pytest.mark.parametrize(
    "given",
    [
        {},
        {"mean": None},
        {"deviation": None},
        {"mean": None, "deviation": None},
        {"shape": False},
        {"mean": None, "shape": False},
    ],
    ids=str,
)
def test_right_normal_numbers_fail_no_more_often_than_stated(
    count: int, given: dict[str, Any]
) -> None:
    values = {"mean": 3.0, "deviation": 0.5, "rate": OFTEN} | given
    assert failures(normal(**values), gauss(count, 3.0, 0.5), TRIALS) <= MOST


@pytest.mark.parametrize("count", [40, 401])
def test_right_uniform_numbers_fail_no_more_often_than_stated(count: int) -> None:
    made = drawn(count, lambda source: source.uniform(-2, 5))
    assert failures(uniform(-2, 5, rate=OFTEN), made, TRIALS) <= MOST


@pytest.mark.parametrize(("count", "share"), [(30, 0.9), (200, 0.9), (200, 0.5)])
def test_good_enough_answers_fail_no_more_often_than_stated(count: int, share: float) -> None:
    made = drawn(count, lambda source: float(source.random() < share))
    assert failures(at_least(share, rate=OFTEN), made, TRIALS) <= MOST


def test_several_samples_share_the_rate() -> None:
    halves = normal(rate=OFTEN, of=lambda values: (values[:50], values[50:]))
    assert failures(halves, gauss(100), TRIALS) <= MOST
    assert not accepts(halves, [*gauss(50)(random.Random(1)), *gauss(50, 0.0, 3)(random.Random(2))])


# wrong numbers, at the default rate


@pytest.mark.parametrize(
    ("expectation", "make"),
    [
        (normal(), drawn(401, lambda source: source.uniform(-ROOT3, ROOT3))),
        (normal(deviation=None), drawn(4000, lambda source: source.uniform(-2, 2))),
        (normal(deviation=None), drawn(4000, lambda s: s.uniform(-1, 1) + s.uniform(-1, 1))),
        (normal(), drawn(4000, laplace)),
        (normal(deviation=None), drawn(4000, laplace)),
        (normal(mean=None, deviation=None), drawn(4000, laplace)),
        (normal(), gauss(401, 0, 2)),
        (normal(), gauss(802, 0, 0.75)),
        (normal(shape=False), gauss(401, 0, 1.3)),
        (normal(), gauss(401, 0.5)),
        (normal(), lambda source: [source.gauss(0, 1)] * 401),
        (normal(deviation=None), lambda source: [source.gauss(0, 1)] * 401),
        (normal(deviation=None), gauss(4000, 0, 1e-6)),
        (normal(deviation=None), drawn(4000, lambda source: source.choice((-1.0, 1.0)))),
        (uniform(), drawn(401, lambda source: source.random() ** 2)),
        (uniform(), drawn(401, lambda source: source.uniform(0, 1.1))),
        (uniform(), drawn(401, lambda source: source.uniform(0.1, 1))),
        (at_least(0.9), drawn(200, lambda source: float(source.random() < 0.6))),
    ],
)
def test_wrong_numbers_fail(expectation: Expectation, make: Make) -> None:
    assert failures(expectation, make, 20) == 20


@pytest.mark.parametrize("value", [None, "1.5", [], [[]], [None], ["a"], math.nan, [1.0, math.nan]])
@pytest.mark.parametrize("expectation", [normal(), uniform(), within(0, 1), at_least(0.5)])
def test_what_is_no_list_of_numbers_fails(expectation: Expectation, value: Any) -> None:
    assert not accepts(expectation, value)


def test_an_infinite_or_huge_number_fails() -> None:
    sample = gauss(400)(random.Random(1))
    for far in (math.inf, 1e300, -1e14):
        assert not accepts(normal(), [*sample, far])
        assert not accepts(normal(mean=None, deviation=None), [*sample, far])


@pytest.mark.parametrize("count", [1, 2, 10, 31])
def test_few_numbers_show_no_shape_and_fail(count: int) -> None:
    evenly = [NormalDist().inv_cdf((place + 0.5) / count) for place in range(count)]
    assert not accepts(normal(), evenly)
    assert not accepts(uniform(), [(place + 0.5) / count for place in range(count)])
    assert not accepts(at_least(0.9), [1.0] * min(count, 5))


def test_function_that_raises_does_not_accept() -> None:
    assert not accepts(normal(of=lambda values: values[5]), [1.0])


def test_bounds_belong_to_what_lies_within() -> None:
    assert accepts(within(0, 1), [[0.0, 1.0], 0.5])
    assert not accepts(within(0, 1), [0.0, 1.000001])
    assert accepts(within(0, 2, of=len, called="values"), [5.0, 5.0])


def test_each_answer_is_right_or_not() -> None:
    assert accepts(at_least(0.9), [True] * 190 + [False] * 10)
    assert not accepts(at_least(0.9), [0.95] * 200)


def test_several_calls_are_judged_together() -> None:
    source = random.Random(1)
    calls = [source.gauss(0, 1) for _ in range(500)]
    assert accepts(normal(), *calls)


@pytest.mark.parametrize(
    "make",
    [
        lambda: normal(deviation=0.0),
        lambda: normal(rate=0.0),
        lambda: normal(deviation=None, shape=False),
        lambda: uniform(1.0, 1.0),
        lambda: within(1.0, 0.0),
        lambda: at_least(1.5),
        lambda: at_least(0.5, rate=1.0),
    ],
)
def test_expectations_that_cannot_be_meant_are_refused(make: Callable[[], Expectation]) -> None:
    with pytest.raises(ValueError, match=r"\(\.\.\.\)"):
        make()
