"""A kind that accepts numbers from a normal distribution."""

import math
from dataclasses import dataclass
from statistics import NormalDist, fmean

from grader.expectations.chance import (
    SHAPE_TESTS,
    chi_square_above,
    chi_square_below,
    shape_is_off,
)
from grader.expectations.kind import ABSOLUTE_TOLERANCE
from grader.expectations.sampled import Sample, Sampled

STANDARD = NormalDist()


@dataclass(frozen=True)
class Normal(Sampled):
    """What to find: independent normal numbers; see `normal` in `grader/checks.py`.

    A right sample is refused with probability `rate` at most. The tests that are made share it:

    - the mean is normal with deviation σ / √n;
    - the squared distances from the mean, in σ, add up to a chi-square number with n degrees of
      freedom, or n - 1 if the mean is that of the sample;
    - their shape, see `grader/expectations/chance.py`.

    What is not known is taken from the sample. Mean and deviation of a sample say nothing about
    the form of the rest (D. Basu, Sankhyā 15, 1955), and by Chebyshev's inequality they are close
    to those of the distribution more often than not. So the shape is judged by the nearest of all
    values that close, with half of its rate.
    """

    mean: float | None
    deviation: float | None
    shape: bool
    rate: float

    def right(self, sample: Sample, share: float) -> bool:
        """Whether mean, spread and shape are those of such numbers."""
        places = self._standardised(sample)
        judged = self.mean is not None, self.deviation is not None
        tests = (all(judged), judged[1], *(self.shape,) * SHAPE_TESTS)
        rate = self.rate * share / sum(tests)
        return bool(places) and not (
            (all(judged) and _mean_is_off(places, rate))
            or (judged[1] and _spread_is_off(places, self._degrees(sample), rate))
            or (self.shape and self._shape_is_off(places, rate))
        )

    def wanted(self) -> str:
        """The distribution in words."""
        named = {"mean": self.mean, "standard deviation": self.deviation}
        known = [f"{name} {value:g}" for name, value in named.items() if value is not None]
        return ", ".join(["normal", *known] if self.shape else known)

    def _degrees(self, sample: Sample) -> int:
        return len(sample) - (self.mean is None)

    def _standardised(self, sample: Sample) -> list[float]:
        """The distances from the mean in deviations; nothing if there is no spread."""
        mean = fmean(sample) if self.mean is None else self.mean
        away = [one - mean for one in sample]
        deviation = self.deviation
        if deviation is None:
            squares = math.fsum(one * one for one in away)
            deviation = math.sqrt(squares / max(1, self._degrees(sample)))
            if deviation <= ABSOLUTE_TOLERANCE:  # what float32 leaves of equal numbers
                return []
        return [one / deviation for one in away]

    def _shape_is_off(self, places: list[float], rate: float) -> bool:
        if self.mean is None or self.deviation is None:
            rate /= 2
        spans = [self._span(one, len(places)) for one in places]
        lows = [STANDARD.cdf(low) for low, _ in spans]
        highs = [STANDARD.cdf(high) for _, high in spans]
        outer = [to_end(max(abs(low), abs(high))) for low, high in spans]
        inner = [to_end(max(0.0, low, -high)) for low, high in spans]
        return shape_is_off((lows, highs), (outer, inner), rate)

    def _span(self, place: float, count: int) -> tuple[float, float]:
        """Where a number may be if mean and deviation of the sample are off by what is usual."""
        shift = 2 / math.sqrt(count) if self.mean is None else 0.0
        change = math.sqrt(8 / (count - 1)) if self.deviation is None else 0.0
        ends = place * math.sqrt(1 + change), place * math.sqrt(max(0.0, 1 - change))
        return min(ends) - shift, max(ends) + shift


def _mean_is_off(places: list[float], rate: float) -> bool:
    return abs(fmean(places)) * math.sqrt(len(places)) > -STANDARD.inv_cdf(rate / 2)


def _spread_is_off(places: list[float], degrees: int, rate: float) -> bool:
    squares = math.fsum(one * one for one in places)
    if degrees < 1:
        return True
    return min(chi_square_below(squares, degrees), chi_square_above(squares, degrees)) < rate / 2


def to_end(place: float) -> float:
    """How much of a standard normal distribution lies farther out, on both sides together."""
    return math.erfc(place / math.sqrt(2))
