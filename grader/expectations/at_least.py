"""A kind that accepts answers of which enough are right."""

from dataclasses import dataclass

from grader.expectations.chance import binomial_at_most
from grader.expectations.sampled import Sample, Sampled


@dataclass(frozen=True)
class AtLeast(Sampled):
    """What to find: 1 for each right answer, 0 for any other; see `at_least` in `grader/checks.py`.

    Refused is a number of right answers as small as a function that is right with probability
    `share` for each of them shows with probability `rate` at most.
    """

    share: float
    rate: float

    def right(self, sample: Sample, share: float) -> bool:
        """Whether so many are right, and there are enough of them to tell."""
        rate = self.rate * share
        if not set(sample) <= {0.0, 1.0} or binomial_at_most(0, len(sample), self.share) > rate:
            return False  # of so few answers, not even one would have to be right
        return binomial_at_most(int(sum(sample)), len(sample), self.share) > rate

    def wanted(self) -> str:
        """The share in words."""
        return f"{self.share:.3%} or more of all answers right".replace(".000%", "%")

    def told(self, sample: Sample) -> str:
        """How many are right."""
        return f"{sum(sample):,.0f} of {len(sample):,} {self.called or 'answers'} are right"
