"""Kinds that compare with a value: a literal, the solution's, or the argument as it was."""

from abc import abstractmethod
from collections.abc import Callable, Sequence
from dataclasses import dataclass
from typing import Any

from grader.expectations.compare import all_alike, distance, literal
from grader.expectations.describe import structural
from grader.expectations.kind import Kind, Tolerance, Words
from grader.observations import Value


class Compared(Kind):
    """Compares the value seen each time with an expected one."""

    @abstractmethod
    def expected(self, original: Callable[[], Any], reference: Value | None) -> Value:
        """The value to find; see `Kind`."""

    def distances(
        self, seen: Sequence[Value], expected: Sequence[Value | None], tolerance: Tolerance
    ) -> list[float]:
        """The distance of each value from the expected one."""
        pairs = zip(seen, expected, strict=True)
        return [distance(wanted, one, *tolerance) for one, wanted in pairs if wanted is not None]

    def alike(
        self, ours: tuple[Value, ...], theirs: tuple[Value, ...], tolerance: Tolerance
    ) -> bool:
        """Whether all values are close to each other."""
        return all_alike(ours, theirs, *tolerance)

    def words(
        self, observed: str, seen: Value, expected: Value | None, expected_text: str
    ) -> Words:
        """What was expected, if students may see it, and what the kind and shape explain."""
        if expected_text:
            observed += f"; expected {expected_text}"
        known = "" if expected is None else structural(expected, seen)
        return Words(f"{observed}.", known, complete=bool(known))


@dataclass(frozen=True)
class Plain(Compared):
    """What to find: a value written in the check."""

    value: Any

    def expected(self, original: Callable[[], Any], reference: Value | None) -> Value:
        """That value."""
        return literal(self.value)


class Reference(Compared):
    """The type of REFERENCE. What to find: what the solution shows."""

    needs_solution = True

    def expected(self, original: Callable[[], Any], reference: Value | None) -> Value:
        """What the solution showed."""
        assert reference is not None, "the solution was not asked"
        return reference

    def __repr__(self) -> str:
        return "REFERENCE"


REFERENCE = Reference()  # what the solution shows to the same question


@dataclass(frozen=True)
class Original(Compared):
    """What to find: the argument as it was before the call."""

    def expected(self, original: Callable[[], Any], reference: Value | None) -> Value:
        """The argument before the call."""
        return literal(original())
