"""A kind that accepts numbers between two bounds."""

from dataclasses import dataclass

from grader.expectations.sampled import Sample, Sampled


@dataclass(frozen=True)
class Within(Sampled):
    """What to find: numbers from `low` to `high`; see `within` in `grader/checks.py`."""

    low: float
    high: float

    def right(self, sample: Sample, share: float) -> bool:
        """Whether no number is outside."""
        return all(self.low <= one <= self.high for one in sample)

    def wanted(self) -> str:
        """The bounds in words."""
        return f"from {self.low:g} to {self.high:g}"

    def told(self, sample: Sample) -> str:
        """The smallest and the largest number."""
        called = self.called or "numbers"
        ends = f"the smallest is {min(sample):.6g}, the largest {max(sample):.6g}"
        return f"of the {len(sample):,} {called}, {ends}"
