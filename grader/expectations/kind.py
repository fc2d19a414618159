"""What every kind of expectation can do: compare, and say what was not as expected.

A new kind is one class in its own file, and a function for authors in `grader/checks.py`.
"""

from abc import ABC, abstractmethod
from collections.abc import Callable, Sequence
from functools import lru_cache, wraps
from typing import Any, NamedTuple, TypeVar

from grader.observations import Value, weight

T = TypeVar("T")

RELATIVE_TOLERANCE = 1e-4
ABSOLUTE_TOLERANCE = 1e-4
# How many answers to remember. Known mistakes show the same values beside every submission; large
# values come from hostile submissions, and only a few of them are kept.
MANY, FEW = 512, 8
LARGE = 10_000


class Tolerance(NamedTuple):
    """How far from right still counts as close: `absolute + relative * |what to find|`."""

    relative: float = RELATIVE_TOLERANCE
    absolute: float = ABSOLUTE_TOLERANCE


class Words(NamedTuple):
    """What was observed, and what is known about it.

    `complete` if `known` explains everything, so that the check's hint would only mislead.
    """

    observed: str
    known: str = ""
    complete: bool = False


class Kind(ABC):
    """A kind of expectation. Values come as tuples, with one for each time the call was made."""

    # whether the expected value comes from the solution
    needs_solution = False
    # whether it judges what may be drawn at random, so that two right answers differ
    of_chance = False

    def expected(self, original: Callable[[], Any], reference: Value | None) -> Value | None:
        """The value to find, or None if nothing is compared.

        `original` gives the argument as it was before the call; `reference` is what the solution
        showed at this place, if it was asked.
        """
        return None

    @abstractmethod
    def distances(
        self, seen: Sequence[Value], expected: Sequence[Value | None], tolerance: Tolerance
    ) -> list[float]:
        """Distances from right, in tolerances: up to 1 is right. One for each time, or for all."""

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

        `observed` is the sentence so far, without a full stop; `expected_text` is the expected
        value as text, or "" if students may not see it.
        """

    def measured(self, seen: tuple[Value, ...]) -> str:
        """What the values seen are like: the second half of "... returned ...; ..."."""
        return ""

    def wanted(self) -> str:
        """What is expected where no value is; only students who may see it are told."""
        return ""

    def passes_alone(self, theirs: tuple[Value, ...], ours: tuple[Value, ...]) -> bool:
        """Whether `theirs` is accepted and `ours` is not, even if the two are alike."""
        return False


def remembered(ask: Callable[[Any, tuple[Value, ...]], T]) -> Callable[[Any, tuple[Value, ...]], T]:
    """Make a method remember its answers for the values it has seen."""
    of_small, of_large = lru_cache(MANY)(ask), lru_cache(FEW)(ask)

    @wraps(ask)
    def answer(kind: Any, seen: tuple[Value, ...]) -> T:
        return (of_large if sum(map(weight, seen)) > LARGE else of_small)(kind, seen)

    return answer
