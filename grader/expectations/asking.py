"""The base of kinds that compare nothing, but ask one question about all values seen."""

import math
from abc import abstractmethod
from collections.abc import Callable, Sequence

from grader.expectations.compare import kinds
from grader.expectations.kind import Kind, Tolerance, remembered
from grader.observations import Sequence as Items
from grader.observations import Value


class Asking(Kind):
    """Asks one question about all values seen, one for each time the call was made."""

    @abstractmethod
    def holds(self, seen: tuple[Value, ...]) -> bool:
        """Whether the values are as required."""

    @remembered
    def accepts(self, seen: tuple[Value, ...]) -> bool:
        """Whether the values are as required; remembers its answers."""
        return self.holds(seen)

    def distances(
        self, seen: Sequence[Value], expected: Sequence[Value | None], tolerance: Tolerance
    ) -> list[float]:
        """0 if the values are accepted, infinity if not: there is nothing to measure."""
        return [0.0 if self.accepts(tuple(seen)) else math.inf]

    def alike(
        self, ours: tuple[Value, ...], theirs: tuple[Value, ...], tolerance: Tolerance
    ) -> bool:
        """If both are accepted, they are alike; if neither is, `fail_alike` decides."""
        accepted = self.accepts(ours), self.accepts(theirs)
        if all(accepted):
            return True  # right answers may differ, as with random numbers
        return not any(accepted) and self.fail_alike(ours, theirs, tolerance)

    @abstractmethod
    def fail_alike(
        self, ours: tuple[Value, ...], theirs: tuple[Value, ...], tolerance: Tolerance
    ) -> bool:
        """Whether two submissions show the same behaviour when neither is accepted."""

    def passes_alone(self, theirs: tuple[Value, ...], ours: tuple[Value, ...]) -> bool:
        """Whether `theirs` is accepted and `ours` is not."""
        return self.accepts(theirs) and not self.accepts(ours)


def of_one_kind(ours: Sequence[Value], theirs: Sequence[Value]) -> bool:
    """Whether the values are of the same kinds each time, whatever their numbers."""
    return all(kinds(one) == kinds(other) for one, other in zip(ours, theirs, strict=True))


def stray(value: Value, holds: Callable[[Value], bool]) -> Value:
    """The first value inside `value` for which `holds` is false."""
    if isinstance(value, Items):
        strays = (stray(item, holds) for item in value.items if not holds(item))
        return next(strays, value)
    return value
