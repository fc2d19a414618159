"""A kind that accepts numbers from a uniform distribution."""

from dataclasses import dataclass

from grader.expectations.chance import SHAPE_TESTS, shape_is_off
from grader.expectations.sampled import Sample, Sampled

ROUNDING = 1e-6  # how far float32 rounds beyond an end, as a part of the way from end to end


@dataclass(frozen=True)
class Uniform(Sampled):
    """What to find: independent uniform numbers; see `uniform` in `grader/checks.py`.

    None lies outside, and their shape is judged as in `grader/expectations/chance.py`.
    """

    low: float
    high: float
    rate: float

    def right(self, sample: Sample, share: float) -> bool:
        """Whether range, curve and tails are those of such numbers."""
        below = [(one - self.low) / (self.high - self.low) for one in sample]
        ends = [2 * min(one, 1 - one) for one in below]
        rate = self.rate * share / SHAPE_TESTS
        inside = all(-ROUNDING <= one <= 1 + ROUNDING for one in below)
        return inside and not shape_is_off((below, below), (ends, ends), rate)

    def wanted(self) -> str:
        """The distribution in words."""
        return f"uniform between {self.low:g} and {self.high:g}"
