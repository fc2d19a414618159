"""The base of kinds that judge numbers by what chance does to right ones."""

import math
from abc import abstractmethod
from collections.abc import Callable, Iterator, Sequence
from dataclasses import dataclass, field
from statistics import fmean
from typing import Any

from grader.expectations.asking import Asking
from grader.expectations.compare import all_alike, diverged
from grader.expectations.kind import Tolerance, Words
from grader.expectations.satisfying import together
from grader.observations import Value

Sample = tuple[float, ...]


@dataclass(frozen=True)
class Sampled(Asking):
    """Judges the numbers that `of` makes of what is returned, or all that is in it without `of`.

    A tuple from `of` holds several samples, each of which has to be right. `called` says what the
    numbers are, and `saying` what the function should return; see `normal` in `grader/checks.py`.
    """

    of: Callable[[Any], Any] | None = field(default=None, kw_only=True)
    called: str = field(default="", kw_only=True)
    saying: str = field(default="", kw_only=True)

    of_chance = True

    @abstractmethod
    def right(self, sample: Sample, share: float) -> bool:
        """Whether a sample of finite numbers is as required, with that share of the rate."""

    @abstractmethod
    def wanted(self) -> str:
        """What is expected of the numbers, in a few words."""

    def holds(self, seen: tuple[Value, ...]) -> bool:
        """Whether there are numbers, and every sample of them is right."""
        samples = self.samples(seen)
        return bool(samples) and all(self.right(one, 1 / len(samples)) for one in samples)

    def fail_alike(
        self, ours: tuple[Value, ...], theirs: tuple[Value, ...], tolerance: Tolerance
    ) -> bool:
        """Whether all values are close to each other."""
        return all_alike(ours, theirs, *tolerance)

    def samples(self, seen: Sequence[Value]) -> list[Sample]:
        """What is judged; nothing if that is no numbers, or none that are finite."""
        try:
            found = together(seen) if self.of is None else self.of(together(seen))
            samples = [tuple(_flat(one)) for one in (found if type(found) is tuple else (found,))]
        except Exception:  # `of` need not be prepared for what submissions return
            return []
        return [] if any(not one or any(map(diverged, one)) for one in samples) else samples

    def measured(self, seen: tuple[Value, ...]) -> str:
        """What the numbers of the first sample that is not right are like."""
        samples = self.samples(seen)
        if not samples or (self.of is not None and not self.called):
            return ""  # what `of` makes of a value may tell what was expected of it
        parts = 1 / len(samples)
        return self.told(next((one for one in samples if not self.right(one, parts)), samples[0]))

    def told(self, sample: Sample) -> str:
        """What the numbers of a sample are like."""
        called = self.called or "numbers"
        mean = fmean(sample)
        deviation = math.sqrt(fmean((one - mean) ** 2 for one in sample))
        return (
            f"the mean of the {len(sample):,} {called} is {mean:.3g}, their standard deviation "
            f"{deviation:.3g}, the smallest {min(sample):.3g} and the largest {max(sample):.3g}"
        )

    def words(
        self, observed: str, seen: Value, expected: Value | None, expected_text: str
    ) -> Words:
        """What was expected, if students may see it, or what the author says."""
        if self.saying:
            return Words(f"{observed}; it should return {self.saying}.")
        return Words(f"{observed}; expected: {expected_text}." if expected_text else f"{observed}.")


def _flat(value: Any) -> Iterator[float]:
    if isinstance(value, list | tuple):
        for one in value:
            yield from _flat(one)
    elif isinstance(value, int | float):
        yield float(value)
    else:
        raise TypeError(f"{value!r} is not a number")
