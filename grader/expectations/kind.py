"""What every kind of expectation can do: accept, compare, and say what was not as expected.

A new kind is one class in a file of its own, beside the word for it in `grader/checks.py`.
"""

from abc import ABC, abstractmethod
from collections.abc import Callable, Sequence
from functools import lru_cache, wraps
from typing import Any, NamedTuple, TypeVar

from grader.observations import Value, weight

T = TypeVar("T")

RELATIVE_TOLERANCE = 1e-4
ABSOLUTE_TOLERANCE = 1e-4
# Answers that are remembered: known mistakes show the same to every submission. What a hostile one
# shows is large, and is soon forgotten.
MANY, FEW = 512, 8
LARGE = 10_000


class Tolerance(NamedTuple):
    """How far from right is close: `absolute + relative * |what to find|`."""

    relative: float = RELATIVE_TOLERANCE
    absolute: float = ABSOLUTE_TOLERANCE


class Words(NamedTuple):
    """What was observed, and what is known about it.

    `complete` if what is known says everything, so that the hint of the check would lead elsewhere.
    """

    observed: str
    known: str = ""
    complete: bool = False


class Kind(ABC):
    """One kind of thing to find. Values come as tuples: one for each time the call was made."""

    # whether what to find is known only where the solution is
    needs_solution = False

    def expected(self, original: Callable[[], Any], reference: Value | None) -> Value | None:
        """The value to find, or None if nothing is compared.

        `original` gives the argument as it was before the call, `reference` is what the solution
        showed at this place, if it was asked. Raises LookupError where it should have been.
        """
        return None

    @abstractmethod
    def distances(
        self, seen: Sequence[Value], expected: Sequence[Value | None], tolerance: Tolerance
    ) -> list[float]:
        """How far from right, in tolerances: at most 1 is right. One for each time, or for all."""

    @abstractmethod
    def alike(
        self, ours: tuple[Value, ...], theirs: tuple[Value, ...], tolerance: Tolerance
    ) -> bool:
        """Whether two submissions show the same behaviour here."""

    @abstractmethod
    def words(
        self, observed: str, seen: Value, expected: Value | None, expected_text: str
    ) -> Words:
        """What to say about a value that is not right.

        `observed` is the sentence so far, without its full stop; `expected_text` is the expected
        value as text, or "" if students may not see it.
        """

    def passes_alone(self, theirs: tuple[Value, ...], ours: tuple[Value, ...]) -> bool:
        """Whether theirs is accepted and ours is not, however alike the two are."""
        return False


def remembered(ask: Callable[[Any, tuple[Value, ...]], T]) -> Callable[[Any, tuple[Value, ...]], T]:
    """Let a method that looks at values remember its answers."""
    of_small, of_large = lru_cache(MANY)(ask), lru_cache(FEW)(ask)

    @wraps(ask)
    def answer(kind: Any, seen: tuple[Value, ...]) -> T:
        return (of_large if sum(map(weight, seen)) > LARGE else of_small)(kind, seen)

    return answer
