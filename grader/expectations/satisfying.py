"""What to find is whatever a predicate of the author's accepts."""

from collections.abc import Callable, Sequence
from dataclasses import dataclass
from typing import Any

from grader.expectations.asking import Asking, all_alike
from grader.expectations.compare import alike, literal, plain
from grader.expectations.kind import Tolerance, Words, remembered
from grader.observations import Value


@dataclass(frozen=True)
class Satisfying(Asking):
    """What to find: a value that `predicate` accepts; `saying` tells people what that means.

    Two values that are not both accepted are alike if their summaries are; see `satisfies` in
    `grader/checks.py`.
    """

    predicate: Callable[[Any], bool]
    saying: str
    summary: Callable[[Any], Any] | None = None

    def holds(self, seen: tuple[Value, ...]) -> bool:
        """Whether the predicate accepts the value, or the list of them if there are several."""
        try:
            return bool(self.predicate(together(seen)))
        except Exception:  # a predicate that stumbles over a value does not accept it
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
        return all_alike(ours, theirs, tolerance)

    def words(
        self, observed: str, seen: Value, expected: Value | None, expected_text: str
    ) -> Words:
        """What it should return, in the author's words."""
        return Words(f"{observed}; it should return {self.saying}.")

    @remembered
    def _summed_up(self, seen: tuple[Value, ...]) -> Value | None:
        if self.summary is None:
            return None
        try:
            return literal(self.summary(together(seen)))
        except Exception:  # what cannot be summed up is compared as it is
            return None


def together(seen: Sequence[Value]) -> object:
    """The value, or a list of them if there are several, as plain numbers and lists."""
    values = [plain(value) for value in seen]
    return values[0] if len(values) == 1 else values
