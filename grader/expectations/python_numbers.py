"""A kind that accepts plain Python numbers, not tensors."""

from collections.abc import Sequence
from dataclasses import dataclass

from grader.expectations.asking import Asking, of_one_kind, stray
from grader.expectations.compare import all_alike, part, python_numbers
from grader.expectations.describe import CALLABLE, NO_VALUE, NOT_CALLED
from grader.expectations.kind import Tolerance, Words
from grader.observations import Nothing, Other, Tensor, Value

TENSOR = (
    "A tensor of one number prints like a number, but it can keep everything it was computed from "
    "in memory."
)
ARRAY = "A numpy array of one number prints like a number, but it is none: .item() makes one of it."


@dataclass(frozen=True)
class PythonNumbers(Asking):
    """What to find: plain Python numbers; see `returns_python_numbers` in `grader/checks.py`."""

    part: int | None = None

    def holds(self, seen: tuple[Value, ...]) -> bool:
        """Whether all values, or only that part of them, are plain Python numbers."""
        return all(python_numbers(part(value, self.part)) for value in seen)

    def fail_alike(
        self, ours: tuple[Value, ...], theirs: tuple[Value, ...], tolerance: Tolerance
    ) -> bool:
        """Whether the values are of the same kinds, with close numbers."""
        mine, others = self._parts(ours), self._parts(theirs)
        return of_one_kind(mine, others) and all_alike(mine, others, *tolerance)

    def words(
        self, observed: str, seen: Value, expected: Value | None, expected_text: str
    ) -> Words:
        """What was returned in place of a plain Python number, and where."""
        found = part(seen, self.part)
        other = seen if found is None else stray(found, python_numbers)
        if isinstance(other, Tensor):
            whole = "that is" if other is seen else "it contains"
            where = whole if self.part is None else f"value {self.part + 1} is"
            kind = "a numpy array" if other.array else "a tensor"
            known = ARRAY if other.array else TENSOR
            return Words(f"{observed}; {where} {kind}, not a Python number.", known)
        if isinstance(seen, Nothing):
            return Words(f"{observed}.", NO_VALUE)
        not_called = isinstance(other, Other) and other.name in CALLABLE
        return Words(
            f"{observed}.",
            NOT_CALLED if not_called else "The task asks for Python numbers.",
        )

    def _parts(self, values: Sequence[Value]) -> tuple[Value, ...]:
        return tuple(part(value, self.part) or value for value in values)
