"""A kind that accepts numbers from a uniform distribution."""

from dataclasses import dataclass

from grader.expectations.chance import curve_allowed, curve_is_off, tails_are_off
from grader.expectations.sampled import Sample, Sampled

ROUNDING = 1e-6  # how far float32 rounds beyond an end, as a part of the way from end to end


@dataclass(frozen=True)
class Uniform(Sampled):
    """What to find: independent uniform numbers; see `uniform` in `grader/checks.py`.

    None lies outside, and their curve and tails are as described in
    `grader/expectations/chance.py`; the two tests share the rate.
    """

    low: float
    high: float
    rate: float

    def right(self, sample: Sample, share: float) -> bool:
        """Whether range, curve and tails are those of such numbers."""
        rate = self.rate * share / 2
        below = [(one - self.low) / (self.high - self.low) for one in sample]
        if not all(-ROUNDING <= one <= 1 + ROUNDING for one in below):
            return False
        if curve_allowed(len(below), rate) >= 0.5:
            return False  # so few numbers show no shape
        ends = [2 * min(one, 1 - one) for one in below]
        return not curve_is_off(below, below, rate) and not tails_are_off(ends, ends, rate)

    def wanted(self) -> str:
        """The distribution in words."""
        return f"uniform between {self.low:g} and {self.high:g}"
