"""A kind that accepts whatever the author's predicate accepts."""

from collections.abc import Callable, Sequence
from dataclasses import dataclass
from typing import Any

from grader.expectations.asking import Asking
from grader.expectations.compare import alike, all_alike, literal, plain
from grader.expectations.kind import Tolerance, Words, remembered
from grader.observations import Value


@dataclass(frozen=True)
class Satisfying(Asking):
    """What to find: a value that `predicate` accepts; `saying` puts it into words.

    Unless both are accepted, two values are alike if their summaries are; see `satisfies` in
    `grader/checks.py`.
    """

    predicate: Callable[[Any], bool]
    saying: str
    summary: Callable[[Any], Any] | None = None

    of_chance = True

    def holds(self, seen: tuple[Value, ...]) -> bool:
        """Whether the predicate accepts the value, or the list of all if there are several."""
        try:
            return bool(self.predicate(together(seen)))
        except Exception:  # a predicate that raises does not accept the value
            return False

    def alike(
        self, ours: tuple[Value, ...], theirs: tuple[Value, ...], tolerance: Tolerance
    ) -> bool:
        """Whether both are accepted, or have equal summaries, or neither is and they are close."""
        if self.accepts(ours) and self.accepts(theirs):
            return True
        one, other = self._summed_up(ours), self._summed_up(theirs)
        if one is not None and other is not None:
            return alike(one, other, *tolerance)
        return super().alike(ours, theirs, tolerance)

    def fail_alike(
        self, ours: tuple[Value, ...], theirs: tuple[Value, ...], tolerance: Tolerance
    ) -> bool:
        """Whether all values are close to each other."""
        return all_alike(ours, theirs, *tolerance)

    def words(
        self, observed: str, seen: Value, expected: Value | None, expected_text: str
    ) -> Words:
        """What the function should return, in the author's words."""
        return Words(f"{observed}; it should return {self.saying}.")

    @remembered
    def _summed_up(self, seen: tuple[Value, ...]) -> Value | None:
        if self.summary is None:
            return None
        try:
            return literal(self.summary(together(seen)))
        except Exception:  # values without a summary are compared as they are
            return None


def together(seen: Sequence[Value]) -> object:
    """The value, or a list of all if there are several, as plain numbers and lists."""
    values = [plain(value) for value in seen]
    return values[0] if len(values) == 1 else values
