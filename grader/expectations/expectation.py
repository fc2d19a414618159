"""An expectation of a check: where to look, what to find there, and how close."""

from dataclasses import dataclass
from typing import Any, Literal

from grader.expectations.compared import Plain
from grader.expectations.kind import ABSOLUTE_TOLERANCE, RELATIVE_TOLERANCE, Kind, Tolerance


@dataclass(frozen=True)
class Look:
    """A place to look at after a call: what it returned, or an argument by its position."""

    place: Literal["returned", "count", "gradient", "argument", "left_gradient"]
    argument: int = 0


@dataclass(frozen=True)
class Expectation:
    """Where to look and what to find there, to within `absolute + relative * |what to find|`.

    `find` is a plain value, or a `Kind`.
    """

    look: Look
    find: Any
    relative: float = RELATIVE_TOLERANCE
    absolute: float = ABSOLUTE_TOLERANCE

    @property
    def tolerance(self) -> Tolerance:
        """Both parts of the tolerance."""
        return Tolerance(self.relative, self.absolute)

    @property
    def kind(self) -> Kind:
        """What to find, as a kind of expectation."""
        return self.find if isinstance(self.find, Kind) else Plain(self.find)
