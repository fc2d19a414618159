"""An expectation of a check: where to look, what to find there, and how close."""

from dataclasses import dataclass
from typing import Any, Literal

from grader.expectations.compared import Plain
from grader.expectations.kind import ABSOLUTE_TOLERANCE, RELATIVE_TOLERANCE, Kind, Tolerance

RESULT, OBJECT = -1, -2  # in place of the position of an argument


@dataclass(frozen=True)
class Look:
    """Where to look after a call: at what it returned, or at an argument by position.

    At the default values of its parameters, no call is made.

    A gradient is that of the one number returned, or of the sum of several numbers, each times its
    weight. The other places are in a model: its parameter or the entry of its state of that `name`,
    the names of all its parameters, whether it is training. A gradient with a `name` is that of the
    parameter. The model is the argument, the RESULT, or the OBJECT whose method was called.
    """

    place: Literal[
        "returned",
        "count",
        "gradient",
        "argument",
        "left_gradient",
        "defaults",
        "parameter",
        "parameters",
        "state",
        "training",
    ]
    argument: int = 0
    weights: tuple[float, ...] = ()
    name: str = ""

    @property
    def is_in_a_model(self) -> bool:
        """Whether it is about a model."""
        return bool(self.name) or self.place in ("parameters", "training")

    def as_message(self) -> dict[str, Any]:
        """The look as a worker reads it."""
        weighted = {"weights": self.weights} if self.weights else {}
        named = {"name": self.name} if self.name else {}
        return {"look": self.place, "argument": self.argument, **weighted, **named}


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
