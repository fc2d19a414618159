"""What kinds have in common that compare nothing, but ask something about all that was seen."""

import math
from abc import abstractmethod
from collections.abc import Callable, Sequence

from grader.expectations.compare import alike, kinds
from grader.expectations.kind import Kind, Tolerance, remembered
from grader.observations import Sequence as Items
from grader.observations import Value


class Asking(Kind):
    """One question about the values of all times together."""

    @abstractmethod
    def holds(self, seen: tuple[Value, ...]) -> bool:
        """Whether the values are what is asked for."""

    @remembered
    def accepts(self, seen: tuple[Value, ...]) -> bool:
        """Whether the values are what is asked for; remembers its answers."""
        return self.holds(seen)

    def distances(
        self, seen: Sequence[Value], expected: Sequence[Value | None], tolerance: Tolerance
    ) -> list[float]:
        """0 if the values are accepted, infinite if not: there is nothing to measure."""
        return [0.0 if self.accepts(tuple(seen)) else math.inf]

    def alike(
        self, ours: tuple[Value, ...], theirs: tuple[Value, ...], tolerance: Tolerance
    ) -> bool:
        """Both accepted are alike; if neither is, `fail_alike` decides."""
        accepted = self.accepts(ours), self.accepts(theirs)
        if all(accepted):
            return True  # there are many ways to be right, and chance is one
        return not any(accepted) and self.fail_alike(ours, theirs, tolerance)

    @abstractmethod
    def fail_alike(
        self, ours: tuple[Value, ...], theirs: tuple[Value, ...], tolerance: Tolerance
    ) -> bool:
        """Whether two that are not accepted show the same behaviour."""

    def passes_alone(self, theirs: tuple[Value, ...], ours: tuple[Value, ...]) -> bool:
        """Whether theirs is accepted and ours is not."""
        return self.accepts(theirs) and not self.accepts(ours)


def all_alike(ours: Sequence[Value], theirs: Sequence[Value], tolerance: Tolerance) -> bool:
    """Whether the values of each time are alike."""
    return all(alike(one, other, *tolerance) for one, other in zip(ours, theirs, strict=True))


def of_one_kind(ours: Sequence[Value], theirs: Sequence[Value]) -> bool:
    """Whether the values of each time are of the same kinds, whatever their numbers."""
    return all(kinds(one) == kinds(other) for one, other in zip(ours, theirs, strict=True))


def stray(value: Value, holds: Callable[[Value], bool]) -> Value:
    """The first value in it that is not what is asked for."""
    if isinstance(value, Items):
        strays = (stray(item, holds) for item in value.items if not holds(item))
        return next(strays, value)
    return value
