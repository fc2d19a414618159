"""A kind that accepts tensors only."""

from dataclasses import dataclass

from grader.expectations.asking import Asking, of_one_kind, stray
from grader.expectations.compare import all_tensors
from grader.expectations.describe import NO_VALUE
from grader.expectations.kind import Tolerance, Words
from grader.observations import Nothing, Tensor, Value

ARRAY = "PyTorch computes gradients through tensors only, not through numpy arrays."


@dataclass(frozen=True)
class Tensors(Asking):
    """What to find: only tensors; see `returns_tensors` in `grader/checks.py`."""

    def holds(self, seen: tuple[Value, ...]) -> bool:
        """Whether every value is a tensor, or contains only tensors."""
        return all(map(all_tensors, seen))

    def fail_alike(
        self, ours: tuple[Value, ...], theirs: tuple[Value, ...], tolerance: Tolerance
    ) -> bool:
        """Whether the values are of the same kinds, whatever their numbers."""
        return of_one_kind(ours, theirs)

    def words(
        self, observed: str, seen: Value, expected: Value | None, expected_text: str
    ) -> Words:
        """What was returned in place of a tensor: a numpy array or something else."""
        if isinstance(seen, Nothing):
            return Words(f"{observed}.", NO_VALUE)
        other = stray(seen, all_tensors)
        if isinstance(other, Tensor):
            whole = "that is" if other is seen else "it contains"
            return Words(f"{observed}; {whole} a numpy array, not a tensor.", ARRAY)
        return Words(f"{observed}.", "The task asks for tensors.")
