"""An expectation of a check: where to look, what to find there, and how close."""

from dataclasses import dataclass
from typing import Any, Literal

from grader.expectations.compared import Plain
from grader.expectations.kind import ABSOLUTE_TOLERANCE, RELATIVE_TOLERANCE, Kind, Tolerance


@dataclass(frozen=True)
class Look:
    """Where to look after a call: at what it returned, or at an argument by position.

    At the default values of its parameters, no call is made.

    A gradient is that of the one number returned, or of the sum of several numbers, each times its
    weight.
    """

    place: Literal["returned", "count", "gradient", "argument", "left_gradient", "defaults"]
    argument: int = 0
    weights: tuple[float, ...] = ()

    def as_message(self) -> dict[str, Any]:
        """The look as a worker reads it."""
        weighted = {"weights": self.weights} if self.weights else {}
        return {"look": self.place, "argument": self.argument, **weighted}


@dataclass(frozen=True)
class Expectation:
    """Where to look, what to find there, and the tolerance: absolute + relative * |what to find|.

    `find` is a plain value, or a `Kind`.
    """

    look: Look
    find: Any
    relative: float = RELATIVE_TOLERANCE
    absolute: float = ABSOLUTE_TOLERANCE

    @property
    def tolerance(self) -> Tolerance:
        """The relative and the absolute tolerance."""
        return Tolerance(self.relative, self.absolute)

    @property
    def kind(self) -> Kind:
        """What to find, as a kind of expectation."""
        return self.find if isinstance(self.find, Kind) else Plain(self.find)
