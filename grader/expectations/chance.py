"""How rare something is: bounds that hold for every number of draws, not only for many.

All are about a sample that is right, so they are the same for every distribution: the probability
below each of its numbers is a number drawn uniformly from 0 to 1.
"""

import math
from collections.abc import Iterator, Sequence

SHAPE_TESTS = 3
# between what and what each number of a sample lies: the lower bounds and the upper ones
Spans = tuple[Sequence[float], Sequence[float]]


def binomial_at_most(most: int, count: int, share: float) -> float:
    """How often at most `most` of `count` draws hit, if each does with probability `share`.

    The sum of the probabilities, https://dlmf.nist.gov/26.3; exact but for rounding.
    """
    if most >= count or share <= 0:
        return 1.0
    if share >= 1 or most < 0:
        return 0.0
    hit, miss, whole = math.log(share), math.log1p(-share), math.lgamma(count + 1)
    return math.fsum(
        math.exp(
            whole
            - math.lgamma(one + 1)
            - math.lgamma(count - one + 1)
            + one * hit
            + (count - one) * miss
        )
        for one in range(most + 1)
    )


def chi_square_below(bound: float, degrees: int) -> float:
    """How often the squares of so many independent standard normal numbers add up to less.

    The incomplete gamma function P(degrees/2, bound/2) as a series of positive terms,
    https://dlmf.nist.gov/8.11#E4.
    """
    if bound <= 0:
        return 0.0
    if bound > degrees:
        return 1 - chi_square_above(bound, degrees)
    a, x = degrees / 2, bound / 2
    term = math.exp(a * math.log(x) - x - math.lgamma(a + 1))
    total = 0.0
    while term > total * 1e-17:
        total += term
        a += 1
        term *= x / a
    return total


def chi_square_above(bound: float, degrees: int) -> float:
    """How often they add up to more: Q(a, x) = Q(a - 1, x) + x^(a-1) e^-x / Γ(a).

    https://dlmf.nist.gov/8.8#E6, from Q(1/2, x) = erfc(√x) or Q(1, x) = e^-x on.
    """
    if bound <= 0 or math.isinf(bound):
        return 1.0 if bound <= 0 else 0.0
    x = bound / 2
    first = 1.0 if degrees % 2 == 0 else 0.5
    begin = math.exp(-x) if degrees % 2 == 0 else math.erfc(math.sqrt(x))
    steps = (first + place for place in range((degrees - 1) // 2))
    return begin + math.fsum(math.exp(a * math.log(x) - x - math.lgamma(a + 1)) for a in steps)


def shape_is_off(below: Spans, to_end: Spans, rate: float) -> bool:
    """Whether so many numbers have another distribution, by `SHAPE_TESTS` tests with this rate.

    `below` has for each number how much of the distribution lies below it, and `to_end` how much
    lies farther out, on both sides together. So few numbers that the same one again and again would
    pass are refused as well.
    """
    if _curve_allowed(len(below[0]), rate) >= 0.5:
        return True
    return curve_is_off(below, rate) or tails_are_off(below, rate) or tails_are_off(to_end, rate)


def curve_is_off(spans: Spans, rate: float) -> bool:
    """Whether the curve of numbers drawn uniformly from 0 to 1 is too far from a straight line.

    A right sample is refused with probability `rate` at most: the inequality of Dvoretzky, Kiefer
    and Wolfowitz with Massart's constant (P. Massart, The Annals of Probability 18, 1990, pages
    1269 to 1283).
    """
    allowed = _curve_allowed(len(spans[0]), rate)
    return any(
        after - high > allowed or low - before > allowed
        for before, after, low, high in _in_order(spans)
    )


def _curve_allowed(count: int, rate: float) -> float:
    return math.sqrt(math.log(2 / rate) / (2 * count))


def tails_are_off(spans: Spans, rate: float) -> bool:
    """Whether too many or too few of such numbers are smaller than one of them.

    The i-th smallest of n is below x with probability exp(-n K(i/n, x)) at most, where K is the
    divergence of two coins (W. Hoeffding, Journal of the American Statistical Association 58, 1963,
    theorem 1), and above it in the same way. Each of these 2n events gets its part of `rate`. This
    is the statistic of R. H. Berk and D. H. Jones (Zeitschrift für Wahrscheinlichkeitstheorie 47,
    1979), which sees ends where curves are close to each other.
    """
    count = len(spans[0])
    allowed = math.log(2 * count / rate) / count
    return any(
        (high < after and _divergence(after, high) > allowed)
        or (low > before and _divergence(before, low) > allowed)
        for before, after, low, high in _in_order(spans)
    )


def _in_order(spans: Spans) -> Iterator[tuple[float, float, float, float]]:
    """The parts of the sample before each number and up to it, and the span where it lies."""
    count = len(spans[0])
    for place, (low, high) in enumerate(zip(*map(sorted, spans), strict=True)):
        yield place / count, (place + 1) / count, low, high


def _divergence(share: float, probability: float) -> float:
    """How unlike a coin that shows heads with `probability` is to show this share of heads."""
    if not 0 < probability < 1:
        return 0.0 if share == probability else math.inf
    heads = share * math.log(share / probability) if share else 0.0
    tails = (1 - share) * math.log((1 - share) / (1 - probability)) if share < 1 else 0.0
    return heads + tails
